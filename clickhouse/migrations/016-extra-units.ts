/**
 * What calls are charged for beside text: audio and image tokens, searches, executions (`ExtraUnit`). As JSON, ''
 * where there are none: with the call, and summed with the shares of a run's cost, an element a share: older shares have ''.
 */
export const extraUnitsMigration = {
  id: '016-extra-units',
  statements: [
    `ALTER TABLE spans {on_cluster} ADD COLUMN IF NOT EXISTS extra_units String CODEC(ZSTD(1))`,
    `ALTER TABLE log_records {on_cluster} ADD COLUMN IF NOT EXISTS extra_units String CODEC(ZSTD(1))`,
    `ALTER TABLE runs {on_cluster} ADD COLUMN IF NOT EXISTS cost_extra_units Array(String) DEFAULT arrayMap(tool -> '', CAST(cost_tools, 'Array(String)')) CODEC(ZSTD(1))`,
  ],
}
