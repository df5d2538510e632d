import type { Run } from '#lib/domain/run.ts'
import type { Usage } from '#lib/domain/usage.ts'
import type { PayloadValues } from './payload-values.ts'
import type { Scenario, Truth } from './payloads.ts'

/** `unknowable` is given only with a proof that the payload does not contain the value. */
export type Fact = { name: string; expected: string; actual: string; verdict: 'exact' | 'unknowable' | 'wrong' }

type TokenClass = 'input_uncached' | 'cache_read' | 'cache_write' | 'output' | 'reasoning'

const tokenClasses: { name: TokenClass; field: keyof Usage; keyPattern: RegExp }[] = [
  { name: 'input_uncached', field: 'inputUncachedTokens', keyPattern: /cach/i },
  { name: 'cache_read', field: 'cacheReadTokens', keyPattern: /cach/i },
  { name: 'cache_write', field: 'cacheWriteTokens', keyPattern: /cach.*(creat|writ)|(creat|writ).*cach/i },
  { name: 'output', field: 'outputTokens', keyPattern: /output|completion|candidates/i },
  { name: 'reasoning', field: 'reasoningTokens', keyPattern: /reasoning|thought|thinking/i },
]

/** Names under which a sub-agent is offered as a tool: hand-offs, no tool calls. */
const subAgentTool = /^(ask_|transfer_to_|agent-|handoff)|^(Agent|Task)$|\(merged tools\)/

/** Compares all runs that a scenario's payloads gave with what really happened. */
export function compareWithTruth(runs: readonly Run[], { name, truth }: Scenario, values: PayloadValues): Fact[] {
  return [
    ...callFacts(runs, truth, values),
    ...tokenFacts(runs, truth, values),
    ...modelFacts(runs, truth, values),
    ...toolFacts(runs, truth, values, codingCli.test(name)),
    ...identityFacts(runs, truth, values),
  ]
}

function callFacts(runs: readonly Run[], truth: Truth, values: PayloadValues): Fact[] {
  const failed = sum(runs.map((run) => run.failedLlmCalls))
  const failedTruth = sum(Object.values(truth.errors))
  // A hidden retry of the SDK is one call, so a payload may show fewer failures than the provider saw.
  const failedIsRight = failedTruth === 0 ? failed === 0 : failed <= failedTruth
  return [
    exactly('answered LLM calls', truth.answered, sum(runs.map((run) => run.llmCalls))),
    fact('failed LLM calls', failedTruth === 0 ? '0' : `0..${failedTruth}`, String(failed), failedIsRight),
    ...embeddingFacts(runs, truth, values),
  ]
}

/** An embedding that no span, event or text of the payload speaks of cannot be known. */
function embeddingFacts(runs: readonly Run[], truth: Truth, values: PayloadValues): Fact[] {
  const calls = sum(runs.map((run) => run.embeddingCalls))
  if (calls === 0 && truth.embeddingCalls > 0 && !values.mentions(/embed/i)) {
    return [
      unknown('embedding calls', truth.embeddingCalls, true),
      unknown('embedding tokens', truth.embeddingTokens, true),
    ]
  }
  const tokens = sumKnown(runs.map((run) => run.embeddingTokens))
  return [
    exactly('embedding calls', truth.embeddingCalls, calls),
    tokens === null
      ? unknown('embedding tokens', truth.embeddingTokens, !values.numbers.has(truth.embeddingTokens))
      : exactly('embedding tokens', truth.embeddingTokens, tokens),
  ]
}

function tokenFacts(runs: readonly Run[], truth: Truth, values: PayloadValues): Fact[] {
  const calls = truth.calls.flatMap(({ usage }) => (usage === null ? [] : [usage]))
  const facts = tokenClasses.map(({ name, field, keyPattern }) => {
    const expected = truth.tokens[name]
    const actual = sumKnown(runs.map((run) => run.usage[field]))
    if (actual !== null) return exactly(`tokens ${name}`, expected, actual)
    const parts = calls.map((usage) => usage[name]).filter((count) => count > 0)
    const silent = !values.hasKey(keyPattern)
    const nowhere = expected > 0 && !values.numbers.has(expected) && !parts.every((n) => values.numbers.has(n))
    const absent = nowhere || (silent && (expected === 0 || name === 'input_uncached'))
    return unknown(`tokens ${name}`, expected, absent)
  })
  const input = sumKnown(runs.map((run) => run.usage.inputTokens))
  facts.push(
    input === null
      ? unknown('tokens input_total', truth.tokens.input_total, !values.numbers.has(truth.tokens.input_total))
      : exactly('tokens input_total', truth.tokens.input_total, input),
  )
  return facts
}

function modelFacts(runs: readonly Run[], truth: Truth, values: PayloadValues): Fact[] {
  return Object.entries(truth.models).map(([model, calls]) => {
    const shares = runs.flatMap((run) => run.models).filter((share) => share.model === model)
    const actual = sum(shares.map((share) => share.calls))
    if (actual !== calls && !values.texts.has(model)) return unknown(`calls of ${model}`, calls, true)
    return exactly(`calls of ${model}`, calls, actual)
  })
}

/** Their built-in tools keep no log of their own: what the model asked for stands for what ran. */
const codingCli = /^(claude-code|codex|gemini-cli)\//

function toolFacts(runs: readonly Run[], truth: Truth, values: PayloadValues, isCli: boolean): Fact[] {
  const seen = new Map<string, number>()
  for (const tool of runs.flatMap((run) => run.tools)) seen.set(tool.name, (seen.get(tool.name) ?? 0) + tool.calls)
  const expected = isCli ? truth.toolsRequested : truth.toolsExecuted
  const names = new Set([...Object.keys(expected).filter((name) => !subAgentTool.test(name)), ...seen.keys()])
  const facts = [...names].map((name) => {
    const want = expected[name] ?? 0
    const got = seen.get(name) ?? 0
    if (got !== want && !values.texts.has(name)) return unknown(`tool ${name}`, want, true)
    return exactly(`tool ${name}`, want, got)
  })
  if (!isCli) facts.push(exactly('tool errors', truth.toolErrors, sum(runs.map((run) => run.toolErrors))))
  return facts
}

const identityFields = [
  ['tenant', 'tenant'],
  ['userId', 'user'],
  ['sessionId', 'session'],
  ['feature', 'feature'],
  ['taskType', 'taskType'],
] as const

function identityFacts(runs: readonly Run[], truth: Truth, values: PayloadValues): Fact[] {
  return identityFields.flatMap(([sent, field]) => {
    const expected = truth.identity[sent]
    if (expected === undefined || !values.texts.has(expected)) return []
    const actual = [...new Set(runs.map((run) => run[field] ?? '–'))].join(', ')
    return [fact(field, expected, actual, actual === expected)]
  })
}

function exactly(name: string, expected: number, actual: number): Fact {
  return fact(name, String(expected), String(actual), expected === actual)
}

function unknown(name: string, expected: number, proven: boolean): Fact {
  return { name, expected: String(expected), actual: 'unknown', verdict: proven ? 'unknowable' : 'wrong' }
}

function fact(name: string, expected: string, actual: string, right: boolean): Fact {
  return { name, expected, actual, verdict: right ? 'exact' : 'wrong' }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, number) => total + number, 0)
}

/** Null as soon as one part is unknown. */
function sumKnown(numbers: readonly (number | null)[]): number | null {
  return numbers.reduce<number | null>(
    (total, number) => (total === null || number === null ? null : total + number),
    0,
  )
}
