/**
 * What kind of span each share of a run's cost is of. Older shares say tool or nothing ('' is unknown); a part from
 * before there were shares has arrays of nothing, which have to be told their type.
 */
export const callKindsMigration = {
  id: '019-call-kinds',
  statements: [
    `ALTER TABLE runs {on_cluster} ADD COLUMN IF NOT EXISTS cost_kinds Array(LowCardinality(String)) DEFAULT arrayMap(tool -> if(tool = '', '', 'tool'), CAST(cost_tools, 'Array(String)'))`,
  ],
}
