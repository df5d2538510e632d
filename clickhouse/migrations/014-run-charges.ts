const older = "empty(cost_amounts) AND cost_status != 'none'"
const tokens = [
  'input_uncached',
  'cache_read',
  'cache_write_5m',
  'cache_write_1h',
  'cache_write_other',
  'output',
  'reasoning',
]
const charged = tokens.filter((name) => name !== 'reasoning')

/** Of a run without shares ← the run's own figure. */
const or = (ofRun: string, ofShares: string): string => `if(${older}, ${ofRun}, ${ofShares})`
const sumOf = (array: string): string => `arraySum(${array})`
const whereStatus = (status: string, arrays: readonly string[]): string =>
  arrays.map((array) => `arraySum((status, count) -> if(status = '${status}', count, 0), cost_statuses, ${array})`).join(' + ') // prettier-ignore
const tokensOfRun = charged.map((name) => `ifNull(${name}_tokens, 0)`).join(' + ')
const tokenArrays = charged.map((name) => `cost_${name}_tokens`)
const ofStatus = (status: string, ofRun: string, arrays: readonly string[]): string =>
  or(`if(cost_status = '${status}', ${ofRun}, 0)`, whereStatus(status, arrays))

/** Column → its type, and what it is of the same row. */
const columns: Record<string, [type: string, expression: string]> = {
  charged_calls: ['UInt32', or('llm_calls', sumOf('cost_calls'))],
  charged_failed_calls: ['UInt32', or('failed_llm_calls', sumOf('cost_failed_calls'))],
  ...Object.fromEntries(
    tokens.map((name) => [
      `charged_${name}_tokens`,
      ['UInt64', or(`ifNull(${name}_tokens, 0)`, sumOf(`cost_${name}_tokens`))],
    ]),
  ),
  charged_unpriced_calls: ['UInt32', ofStatus('unpriced', 'llm_calls', ['cost_calls'])],
  charged_unpriced_tokens: ['UInt64', ofStatus('unpriced', tokensOfRun, tokenArrays)],
  charged_partial_calls: ['UInt32', ofStatus('partial', 'llm_calls', ['cost_calls'])],
  charged_partial_tokens: ['UInt64', ofStatus('partial', tokensOfRun, tokenArrays)],
  charged_loop_usd: ['Decimal(38, 12)', sumOf('cost_loop_amounts')],
  charged_failed_usd: ['Decimal(38, 12)', sumOf('cost_failed_amounts')],
  charged_cache_saved_usd: ['Decimal(38, 12)', sumOf('cost_cache_saved_amounts')],
}

/**
 * What a run's shares add up to, made by the database with each row: costs by what a run has one value of read these
 * instead of arrays, a number instead of two streams of bytes. Parts from before compute them when they are read.
 */
export const runChargesMigration = {
  id: '014-run-charges',
  statements: [
    `ALTER TABLE runs {on_cluster}\n  ${Object.entries(columns)
      .map(
        ([name, [type, expression]]) =>
          `ADD COLUMN IF NOT EXISTS ${name} ${type} MATERIALIZED ${expression} CODEC(ZSTD(1))`,
      )
      .join(',\n  ')}`,
  ],
}
