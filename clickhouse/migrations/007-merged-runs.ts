/**
 * FINAL reads a partition that is one merged part at the price of no FINAL, deleted rows included. Automatic merges
 * want parts of like size and leave a closed month in several for good, so a partition is merged whole when
 * nothing was written to it for an hour; one that is written to is left alone. Blocks of 8 KiB, the size of a
 * number's column over one granule, instead of 64 KiB: a page sorted by cost picks single rows from all over.
 */
export const mergedRunsMigration = {
  id: '007-merged-runs',
  statements: [
    `ALTER TABLE runs {on_cluster} MODIFY SETTING
  min_age_to_force_merge_seconds = 3600,
  min_age_to_force_merge_on_partition_only = 1,
  min_compress_block_size = 8192`,
  ],
}
