import {
  nullableDecimal,
  nullableUint64,
  text,
  texts,
  uint32,
  uint64,
  type Column,
  type InsertTable,
} from './columns.ts'
import { chargeColumns } from './charge-columns.ts'
import { costColumns } from './cost-columns.ts'
import type { RunInsert } from './runs.ts'

type Key<Value> = { [Name in keyof RunInsert]: RunInsert[Name] extends Value ? Name : never }[keyof RunInsert]

/** '' is unknown. Times are text too, which the database converts. */
const textKeys = [
  'project',
  'bucket',
  'run_id',
  'tenant',
  'feature',
  'task_type',
  'user_id',
  'session_id',
  'agent',
  'agent_version',
  'environment',
  'started_at',
  'ended_at',
  'end_reason',
  'outcome',
  'cost_status',
  'input_preview',
  'output_preview',
  'error_message',
  'agents',
  'tools',
  'models',
  'loops',
  'warnings',
  'identity_sources',
  'rules_version',
  'price_version',
  'cost_digest',
] as const satisfies Key<string>[]

const listKeys = [
  'trace_ids',
  'agent_names',
  'tool_names',
  'model_names',
  'warning_codes',
  'dialects',
  'tags',
] as const satisfies Key<string[]>[]

const countKeys = [
  'steps',
  'llm_calls',
  'failed_llm_calls',
  'embedding_calls',
  'tool_calls',
  'tool_errors',
  'loop_count',
  'revisits',
  'span_count',
  'mapping_version',
  'is_deleted',
] as const satisfies Key<number>[]

const tokenKeys = [
  'embedding_tokens',
  'input_tokens',
  'input_uncached_tokens',
  'cache_read_tokens',
  'cache_write_tokens',
  'cache_write_5m_tokens',
  'cache_write_1h_tokens',
  'cache_write_other_tokens',
  'output_tokens',
  'reasoning_tokens',
] as const satisfies Key<number | null>[]

const columns: Column<RunInsert>[] = [
  ...textKeys.map((key) => text(key, (row: RunInsert) => row[key])),
  ...listKeys.map((key) => texts(key, (row: RunInsert) => row[key])),
  ...countKeys.map((key) => uint32(key, (row: RunInsert) => row[key])),
  ...tokenKeys.map((key) => nullableUint64(key, (row: RunInsert) => row[key])),
  // With a broken clock a run takes longer than 2^53 ns.
  text('duration_ns', ({ duration_ns }) => BigInt(duration_ns).toString()),
  nullableDecimal('cost_usd', ({ cost_usd }) => cost_usd),
  nullableDecimal('reported_cost_usd', ({ reported_cost_usd }) => reported_cost_usd),
  uint64('version', ({ version }) => version),
  ...costColumns,
  ...chargeColumns,
]

export const runsTable: InsertTable<RunInsert> = { name: 'runs', columns }
