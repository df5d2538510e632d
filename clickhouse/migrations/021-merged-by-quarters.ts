/**
 * FINAL over parts that overlap takes twice as long as over one, and more with every array that is read. A month that
 * is written to was never one: now all of it that is older than six hours is merged, four times a day, so that only
 * what was written since lies beside it. Each row is written again some sixty times before its month is closed, which
 * takes twenty seconds of a core a time for a million runs.
 */
export const mergedByQuartersMigration = {
  id: '021-merged-by-quarters',
  statements: [
    `ALTER TABLE runs {on_cluster} MODIFY SETTING
  min_age_to_force_merge_seconds = 21600,
  min_age_to_force_merge_on_partition_only = 0`,
  ],
}
