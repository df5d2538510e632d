const tokens = [
  'input_uncached_tokens',
  'cache_read_tokens',
  'cache_write_5m_tokens',
  'cache_write_1h_tokens',
  'cache_write_other_tokens',
  'output_tokens',
  'reasoning_tokens',
]
const ofShares: Record<string, readonly string[]> = {
  UInt32: ['calls', 'failed_calls'],
  UInt64: tokens,
  'Decimal(38, 12)': ['amounts', 'failed_amounts', 'loop_amounts', 'cache_saved_amounts'],
}
const ofRuns: Record<string, readonly string[]> = {
  UInt32: ['calls', 'failed_calls', 'unpriced_calls', 'partial_calls'],
  UInt64: [...tokens, 'unpriced_tokens', 'partial_tokens'],
  'Decimal(38, 12)': ['loop_usd', 'failed_usd', 'cache_saved_usd'],
}

const codecOf = (type: string): string => (type.startsWith('UInt') ? 'T64, LZ4' : 'LZ4')

/** The type is named though it stays: the statement that the engine sends on to a cluster is without the codec otherwise. */
const changes = [
  ...Object.entries(ofShares).flatMap(([type, names]) =>
    names.map((name) => `MODIFY COLUMN IF EXISTS cost_${name} Array(${type}) CODEC(${codecOf(type)})`),
  ),
  ...Object.entries(ofRuns).flatMap(([type, names]) =>
    names.map((name) => `MODIFY COLUMN IF EXISTS charged_${name} ${type} CODEC(${codecOf(type)})`),
  ),
]

/**
 * Costs are sums over all runs of a period: to unpack what they are made of was more than half of their time. Without
 * their leading zeros, and packed by repetitions alone, numbers unpack in half of it. Older parts follow with merges.
 */
export const quickerCostsMigration = {
  id: '017-quicker-costs',
  statements: [`ALTER TABLE runs {on_cluster}\n  ${changes.join(',\n  ')}`],
}
