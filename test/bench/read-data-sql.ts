/**
 * Rows of runs and spans as functions of the run's number alone, so that both tables tell the same
 * story whatever part of it is made. `{from}`, `{count}`, `{runs}`, `{anchorNs}` and `{sentences}` are parameters.
 */

const windowDays = 30
const poolSize = 2048
const slotBytes = 96

/** A number in [0, 1) that depends on the run and on `salt` (and on the span, where there is one). */
const share = (salt: string, ...of: string[]): string =>
  `(cityHash64(${['n', ...of, `'${salt}'`].join(', ')}) / 18446744073709551616)`
/** One of the names; with a `skew` above 1 the first ones come more often. */
const pick = (names: readonly string[], salt: string, skew = 1): string =>
  `arrayElement([${names.map((name) => `'${name}'`).join(', ')}], 1 + toUInt32(floor(${names.length} * pow(${share(salt)}, ${skew}))))`

const numbered = (prefix: string, count: number): string[] =>
  Array.from({ length: count }, (_, index) => `${prefix}-${String(index + 1).padStart(2, '0')}`)

const agents = ['support-desk', 'refund-agent', 'researcher', 'invoice-clerk', 'travel-planner', 'sre-helper']
const tools = [
  'get_order',
  'search_docs',
  'get_account',
  'get_transactions',
  'send_email',
  'refund',
  'web_search',
  'run_query',
  'create_ticket',
  'get_weather',
  'book_flight',
  'read_file',
]
const models = ['gpt-5.2', 'claude-sonnet-5', 'gpt-5.2-mini', 'gemini-3-pro', 'claude-haiku-5', 'mistral-large-3']

/** Four sentences of the pool, the frequent ones first, and what only this run says. */
const sentences = (salt: string, count: number, ...of: string[]): string =>
  `arrayStringConcat(arrayMap(i -> trimRight(substring({sentences:String}, 1 + ${slotBytes} * toUInt32(floor(${poolSize} * pow(cityHash64(n, i, ${[...of, `'${salt}'`].join(', ')}) / 18446744073709551616, 3))), ${slotBytes})), range(${count})), ' ')`
const orderId = `concat('ORD', toString(100000000 + cityHash64(n, 'order') % 900000000))`

const nanosPerDay = 86_400_000_000_000

/** What a run is, whichever table tells of it. */
const runFacts = `
  SELECT
    number AS n,
    lower(hex(MD5(concat('run', toString(number))))) AS run_id,
    {anchorNs:Int64} - toInt64(${windowDays * nanosPerDay} * (1 - n / {runs:UInt64})) - toInt64(${share('jitter')} * 1.8e12) AS start_ns,
    ${pick(numbered('tenant', 40), 'tenant', 2)} AS tenant_name,
    ${pick(['checkout', 'help-centre', 'back-office', 'mobile', ''], 'feature', 1.5)} AS feature_name,
    ${pick([...numbered('task', 24), ''], 'task', 1.5)} AS task_name,
    ${pick(agents, 'agent', 1.5)} AS agent_label,
    ${pick(['1.4.0', '1.4.1', '1.5.0'], 'version')} AS version_label,
    ${pick(['production', 'production', 'production', 'staging', ''], 'environment')} AS environment_name,
    ${pick(models, 'model', 1.7)} AS model_name,
    if(${share('has-user')} < 0.8, concat('user-', toString(toUInt32(20000 * pow(${share('user')}, 2)))), '') AS user_name,
    if(${share('has-session')} < 0.6, concat('session-', toString(intDiv(n, 4))), '') AS session_name,
    toUInt32(1 + floor(17 * pow(${share('steps')}, 3)) + if(${share('long')} < 0.01, 40, 0)) AS step_count,
    ${pick(['completed', 'completed', 'completed', 'completed', 'completed', 'completed', 'completed', 'escalated', 'error', 'max_steps', 'abandoned', 'incomplete'], 'end')} AS end_name,
    ${pick(['resolved', 'resolved', 'escalated', ''], 'outcome')} AS outcome_name,
    toUInt64(400 + 4000 * ${share('input')}) AS input_per_call,
    toUInt64(20 + 400 * ${share('output')}) AS output_per_call,
    toUInt64(2e8 + 4e9 * pow(${share('call-time')}, 2)) AS call_ns,
    ${share('loop')} < 0.02 AS has_loop,
    if(${share('tool-error')} < 0.05, 1, 0) AS failed_tools,
    concat(${sentences('question', 2)}, ' ', ${orderId}) AS question,
    ${sentences('answer', 2)} AS answer
  FROM numbers({from:UInt64}, {count:UInt64})`

const toolOf = (step: string): string =>
  `arrayElement([${tools.map((name) => `'${name}'`).join(', ')}], 1 + toUInt32(floor(${tools.length} * pow(cityHash64(n, ${step}, 'tool') / 18446744073709551616, 1.6))))`

const time = (expression: string): string => `fromUnixTimestamp64Nano(${expression}, 'UTC')`
const usage = (input: string, output: string): string =>
  `concat('{"inputTokens":', toString(${input}), ',"inputUncachedTokens":', toString(${input}), ',"cacheReadTokens":0,"cacheWriteTokens":0,"cacheWrite5mTokens":0,"cacheWrite1hTokens":0,"cacheWriteOtherTokens":0,"outputTokens":', toString(${output}), ',"reasoningTokens":0}')`
const loopJson = `if(has_loop, '{"count":1,"revisits":4,"steps":3,"costUsd":null,"worst":{"firstStep":1,"lastStep":3,"period":1,"rounds":3,"costUsd":null,"polling":false,"label":"get_order"}}', '{"count":0,"revisits":0,"steps":0,"costUsd":null,"worst":null}')`

const none = 'toDecimal128(0, 12)'
/** Of each share: what the topmost agent spent, and its helpers (the fifth share is of a tool); three shares on average. */
const shared = (first: string, other: string): string =>
  `arrayMap(i -> if(i = 0, ${first}, ${other}), range(share_count))`
const helpers = ['retriever', 'writer', 'checker', 'planner']
const ofList = (names: readonly string[], number: string): string =>
  `arrayElement([${names.map((name) => `'${name}'`).join(', ')}], 1 + ${number})`

/** Column of `runs` → expression over `runFacts`. */
const runColumns: Record<string, string> = {
  project: "'default'",
  bucket: "toStartOfHour(toDateTime(intDiv(start_ns, 1000000000), 'UTC'))",
  run_id: 'run_id',
  trace_ids: '[run_id]',
  tenant: 'tenant_name',
  feature: 'feature_name',
  task_type: 'task_name',
  user_id: 'user_name',
  session_id: 'session_name',
  agent: 'agent_label',
  agent_names: '[agent_label]',
  agent_version: 'version_label',
  environment: 'environment_name',
  started_at: time('start_ns'),
  ended_at: time('start_ns + toInt64(duration)'),
  duration_ns: 'duration',
  end_reason: 'end_name',
  outcome: 'outcome_name',
  steps: 'step_count',
  llm_calls: 'step_count',
  failed_llm_calls: "if(end_name = 'error', 1, 0)",
  embedding_calls: '0',
  tool_calls: 'step_count - 1',
  tool_errors: 'if(step_count > 1, failed_tools, 0)',
  tool_names: 'arrayDistinct(tool_list)',
  model_names: '[model_name]',
  input_tokens: 'input_total',
  input_uncached_tokens: 'input_total',
  cache_read_tokens: '0',
  cache_write_tokens: '0',
  output_tokens: 'output_total',
  reasoning_tokens: '0',
  cost_usd: "if(cost_state = 'unpriced', NULL, cost)",
  cost_status: 'cost_state',
  'shares.kind': shared("'llm'", "if(i = 4, 'tool', 'llm')"),
  'shares.agent': shared('agent_label', ofList(helpers, 'i - 1')),
  'shares.provider': shared("'openai'", "if(i = 4, '', 'openai')"),
  'shares.model': shared(
    'model_name',
    `if(i = 4, '', ${ofList(models, `cityHash64(agent_label, version_label, i) % ${models.length}`)})`,
  ),
  'shares.tool': shared("''", "if(i = 4, 'web_search', '')"),
  'shares.status': shared('cost_state', 'cost_state'),
  'shares.calls': shared('toUInt32(step_count)', 'toUInt32(i)'),
  'shares.failed_calls': shared("toUInt32(end_name = 'error')", 'toUInt32(0)'),
  'shares.input_uncached_tokens': shared('input_total - cached_total', 'if(i = 4, 0, input_per_call)'),
  'shares.cache_read_tokens': shared('cached_total', 'toUInt64(0)'),
  'shares.cache_write_5m_tokens': shared('intDiv(cached_total, 10)', 'toUInt64(0)'),
  'shares.cache_write_1h_tokens': shared('toUInt64(0)', 'toUInt64(0)'),
  'shares.cache_write_other_tokens': shared('toUInt64(0)', 'toUInt64(0)'),
  'shares.output_tokens': shared('output_total', 'if(i = 4, 0, output_per_call)'),
  'shares.reasoning_tokens': shared('intDiv(output_total, 3)', 'toUInt64(0)'),
  'shares.extra_units': shared("''", "''"),
  'shares.amount': shared('known_cost - (share_count - 1) * helper_cost', 'helper_cost'),
  'shares.failed_amount': shared(`if(end_name = 'error', helper_cost, ${none})`, none),
  'shares.loop_amount': shared(`if(has_loop, helper_cost, ${none})`, none),
  'shares.cache_saved_amount': shared(
    "toDecimal128(toDecimal128(cached_total, 0) * toDecimal128('0.0000018', 7), 12)",
    none,
  ),
  cost_digest: "'bench'",
  loop_count: 'if(has_loop, 1, 0)',
  revisits: 'if(has_loop, 4, 0)',
  warning_codes: "if(cityHash64(n, 'warn') % 20 = 0, ['identity_conflict'], [])",
  input_preview: 'substringUTF8(question, 1, 200)',
  output_preview: 'substringUTF8(answer, 1, 200)',
  error_message: "if(end_name = 'error', 'The model answered 529: overloaded', '')",
  span_count: '2 * step_count',
  dialects: "['otel-genai']",
  tags: '[]',
  agents: `concat('[{"name":"', agent_label, '","calls":', toString(step_count), ',"costUsd":null}]')`,
  tools: `concat('[', arrayStringConcat(arrayMap(name -> concat('{"name":"', name, '","calls":', toString(countEqual(tool_list, name)), ',"errors":0}'), arrayDistinct(tool_list)), ','), ']')`,
  models: `concat('[{"model":"', model_name, '","requestedModel":"', model_name, '","provider":"openai","calls":', toString(step_count), ',"usage":', ${usage('input_total', 'output_total')}, ',"costUsd":null}]')`,
  loops: loopJson,
  warnings:
    'if(cityHash64(n, \'warn\') % 20 = 0, \'[{"code":"identity_conflict","message":"Spans name different tenants","spanId":null}]\', \'[]\')',
  identity_sources: "'{}'",
  mapping_version: '1',
  rules_version: "'bench'",
  price_version: "'bench'",
  version: 'intDiv(start_ns, 1000000) + intDiv(duration, 1000000) + {revision:UInt64}',
  is_deleted: '0',
}

const tokenNames = ['input_uncached', 'cache_read', 'cache_write_5m', 'cache_write_1h', 'cache_write_other', 'output']
const ofShares = (name: string): string => runColumns[`shares.${name}`] ?? ''
/** Differences are signed to the engine. */
const countsOf = (name: string): string => `CAST(${ofShares(name)}, 'Array(UInt64)')`
const whereStatus = (status: string, name: string): string =>
  `arraySum((status, count) -> if(status = '${status}', count, 0), ${ofShares('status')}, ${countsOf(name)})`

/** What the shares add up to. */
const chargeColumns: Record<string, string> = Object.fromEntries([
  ...['calls', 'failed_calls', ...[...tokenNames, 'reasoning'].map((name) => `${name}_tokens`)].map((name) => [
    `charged_${name}`,
    `arraySum(${countsOf(name)})`,
  ]),
  ...['unpriced', 'partial'].flatMap((status) => [
    [`charged_${status}_calls`, whereStatus(status, 'calls')],
    [`charged_${status}_tokens`, tokenNames.map((name) => whereStatus(status, `${name}_tokens`)).join(' + ')],
  ]),
  ...['loop', 'failed', 'cache_saved'].map((name) => [
    `charged_${name}_usd`,
    `arraySum(${ofShares(`${name}_amount`)})`,
  ]),
])

/** Column of `spans` → expression over `spanFacts`. */
const spanColumns: Record<string, string> = {
  project: "'default'",
  trace_id: 'run_id',
  span_id: 'span',
  parent_span_id: "if(k = 0, '', lower(hex(cityHash64(n, 0, 'span'))))",
  parent_is_remote: 'false',
  started_at: time('begin_ns'),
  ended_at: time('begin_ns + toInt64(length_ns)'),
  name: "multiIf(k = 0, concat('invoke_agent ', agent_label), is_tool, concat('execute_tool ', tool), concat('chat ', model_name))",
  otel_kind: 'if(k = 0, 1, 3)',
  scope_name: "'bench'",
  scope_version: "'1'",
  service_name: 'agent_label',
  attributes: "map('deployment.environment.name', environment_name)",
  mapping_version: '1',
  raw_bytes: '1200',
  dialect: "'otel-genai'",
  kind: "multiIf(k = 0, 'agent', is_tool, 'tool', 'llm')",
  operation: "multiIf(k = 0, 'invoke_agent', is_tool, 'execute_tool', 'chat')",
  agent_name: 'agent_label',
  agent_version: 'version_label',
  provider: "if(k > 0 AND NOT is_tool, 'openai', '')",
  model_requested: "if(k > 0 AND NOT is_tool, model_name, '')",
  model_response: "if(k > 0 AND NOT is_tool, model_name, '')",
  has_usage: 'k > 0 AND NOT is_tool',
  input_tokens: 'if(k > 0 AND NOT is_tool, input_per_call, NULL)',
  input_uncached_tokens: 'if(k > 0 AND NOT is_tool, input_per_call, NULL)',
  output_tokens: 'if(k > 0 AND NOT is_tool, output_per_call, NULL)',
  token_basis: "'inclusive'",
  usage_claim: "if(k > 0 AND NOT is_tool, 'own', 'none')",
  tool_name: "if(is_tool, tool, '')",
  tool_executed: 'is_tool',
  status: "if(k = 0 AND end_name = 'error', 'error', 'unset')",
  tenant: "if(k = 0, tenant_name, '')",
  feature: "if(k = 0, feature_name, '')",
  task_type: "if(k = 0, task_name, '')",
  user_id: "if(k = 0, user_name, '')",
  session_id: 'session_name',
  environment: 'environment_name',
  identity_sources: "'{}'",
  input_preview: 'substringUTF8(said, 1, 200)',
  output_preview: 'substringUTF8(result, 1, 200)',
  input_hash: 'hex(cityHash64(said))',
  output_hash: 'hex(cityHash64(result))',
  tool_arguments_hash: "if(is_tool, hex(cityHash64(said)), '')",
  tool_result_hash: "if(is_tool, hex(cityHash64(result)), '')",
  message_count: 'k',
  has_answer: 'NOT is_tool',
}

const spanIoColumns: Record<string, string> = {
  project: "'default'",
  trace_id: 'run_id',
  span_id: 'span',
  started_at: time('begin_ns'),
  raw: `concat('{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"', agent_label, '"}}],"droppedAttributesCount":0,"schemaUrl":""},"scope":{"name":"bench","version":"1","attributes":[],"droppedAttributesCount":0,"schemaUrl":""},"span":{"traceId":"', run_id, '","spanId":"', span, '","parentSpanId":"', if(k = 0, '', lower(hex(cityHash64(n, 0, 'span')))), '","traceState":"","flags":1,"name":"span","kind":1,"startTimeUnixNano":"', toString(begin_ns), '","endTimeUnixNano":"', toString(begin_ns + toInt64(length_ns)), '","attributes":[{"key":"gen_ai.input.messages","value":{"stringValue":', toJSONString(concat('[{"role":"user","parts":[{"type":"text","content":', toJSONString(said), '}]}]')), '}},{"key":"gen_ai.output.messages","value":{"stringValue":', toJSONString(concat('[{"role":"assistant","parts":[{"type":"text","content":', toJSONString(result), '}]}]')), '}}],"droppedAttributesCount":0,"events":[],"droppedEventsCount":0,"links":[],"droppedLinksCount":0,"status":{"code":0,"message":""}}}')`,
  new_input: 'said',
  output_text: 'result',
}

/** Written when they ended, as if they had been sent then; the worker has long looked at them. */
const receipt: Record<string, string> = {
  partition_at: "toDateTime(intDiv(begin_ns, 1000000000), 'UTC')",
  received_at: "toDateTime64(begin_ns / 1e9, 3, 'UTC')",
  written_at: "toDateTime64(begin_ns / 1e9, 3, 'UTC')",
  row_version: 'intDiv(begin_ns, 1000000)',
}

const spanFacts = `
  SELECT
    *,
    arrayJoin(range(2 * step_count)) AS k,
    k > 0 AND k % 2 = 0 AS is_tool,
    lower(hex(cityHash64(n, k, 'span'))) AS span,
    ${toolOf('intDiv(k, 2)')} AS tool,
    start_ns + if(k = 0, 0, toInt64(k - 1) * toInt64(call_ns) + 1000) AS begin_ns,
    if(k = 0, call_ns * (2 * step_count - 1) + 2000, call_ns) AS length_ns,
    multiIf(k <= 1, question, is_tool, concat('{"order":"', ${orderId}, '","page":', toString(k), '}'), ${sentences('said', 2, 'k')}) AS said,
    multiIf(k = 0 OR k = 2 * step_count - 1, answer, ${sentences('result', 2, 'k')}) AS result
  FROM (${runFacts})`

const runDetails = `
  SELECT
    *,
    call_ns * (2 * step_count - 1) + 2000 AS duration,
    arrayMap(step -> ${toolOf('step')}, range(1, step_count)) AS tool_list,
    step_count * input_per_call AS input_total,
    step_count * output_per_call AS output_total,
    toDecimal128(input_total, 12) * toDecimal128('0.000002', 6) + toDecimal128(output_total, 12) * toDecimal128('0.000010', 6) AS cost,
    multiIf(cityHash64(n, 'price') % 50 = 0, 'unpriced', cityHash64(n, 'price') % 50 = 1, 'partial', 'priced') AS cost_state,
    1 + cityHash64(n, 'shares') % 5 AS share_count,
    if(cityHash64(n, 'cached') % 2 = 0, intDiv(input_total, 2), 0) AS cached_total,
    if(cost_state = 'unpriced', ${none}, toDecimal128(cost, 12)) AS known_cost,
    known_cost / 8 AS helper_cost
  FROM (${runFacts})`

export const insertRunsSql = insertSql('runs', { ...runColumns, ...chargeColumns }, runDetails)
export const insertSpansSql = insertSql('spans', { ...spanColumns, ...receipt }, spanFacts)
export const insertSpanIoSql = insertSql('span_io', { ...spanIoColumns, ...receipt }, spanFacts)
export const sentenceCount = poolSize

function insertSql(table: string, columns: Record<string, string>, facts: string): string {
  return `INSERT INTO ${table} (${Object.keys(columns).join(', ')})\nSELECT\n  ${Object.values(columns).join(',\n  ')}\nFROM (${facts})`
}
