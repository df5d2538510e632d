import { join } from 'node:path'
import type { StoreOptions } from './store-options.ts'

type Values = { [name: string]: number | string | Values }

/** Inserts and merges are refused below this: it is for what has begun, and for what the system writes beside it. */
export const keptFreeBytes = 64 * 1024 * 1024

/**
 * Server configuration of the embedded engine, for a small machine. Every insert is on disk
 * before it is acknowledged: both fsync settings are needed, part files and their folder.
 */
export function engineConfig(options: StoreOptions): string {
  const settings: Values = {
    max_server_memory_usage: options.memoryBytes,
    mark_cache_size: Math.floor(options.memoryBytes / 16),
    index_mark_cache_size: Math.floor(options.memoryBytes / 64),
    primary_index_cache_size: Math.floor(options.memoryBytes / 32),
    text_index_tokens_cache_size: Math.floor(options.memoryBytes / 64),
    text_index_header_cache_size: Math.floor(options.memoryBytes / 64),
    text_index_postings_cache_size: Math.floor(options.memoryBytes / 32),
    vector_similarity_index_cache_size: 0,
    uncompressed_cache_size: 0,
    background_pool_size: 2,
    background_merges_mutations_concurrency_ratio: 2,
    background_schedule_pool_size: 4,
    background_common_pool_size: 2,
    background_fetches_pool_size: 1,
    background_move_pool_size: 1,
    background_buffer_flush_schedule_pool_size: 1,
    background_message_broker_schedule_pool_size: 1,
    background_distributed_schedule_pool_size: 1,
    // At rest an engine would look at its memory twenty times a second, and once a second whether a table has work:
    // an insert wakes it anyway.
    memory_worker_period_ms: 500,
    background_processing_pool_task_sleep_seconds_when_no_work_multiplier: 1.5,
    storage_configuration: { disks: { default: { keep_free_space_bytes: keptFreeBytes } } },
    backups: { allowed_path: join(options.backupDir, '/') },
    merge_tree: {
      fsync_after_insert: 1,
      fsync_part_directory: 1,
      // Merged parts are kept for minutes; each look for them begins the steps above anew.
      merge_tree_clear_old_parts_interval_seconds: 60,
      // By default a table with a gigabyte in damaged parts is not opened at all; they are set aside, and that is said.
      max_suspicious_broken_parts: 1_000_000,
      max_suspicious_broken_parts_bytes: 2 ** 62,
      // The defaults suppose a pool of 16 and are refused for a smaller one.
      number_of_free_entries_in_pool_to_execute_mutation: 1,
      number_of_free_entries_in_pool_to_lower_max_size_of_merge: 1,
      number_of_free_entries_in_pool_to_execute_optimize_entire_partition: 1,
    },
  }
  return `<clickhouse>\n${element(settings)}\n</clickhouse>\n`
}

function element(values: Values): string {
  return Object.entries(values)
    .map(
      ([name, value]) => `<${name}>${typeof value === 'object' ? `\n${element(value)}\n` : escapeXml(value)}</${name}>`,
    )
    .join('\n')
}

function escapeXml(value: number | string): string {
  return String(value).replace(/[<>&]/g, (character) => `&#${character.charCodeAt(0)};`)
}
