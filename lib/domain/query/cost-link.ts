import type { CostDimension, UntaggedCosts, UntaggedField } from '../costs.ts'
import type { RunFilter } from '../filter.ts'
import { exactFilterValue } from './filter-value.ts'
import type { ListFieldName } from './query-fields.ts'

/** The filter of runs that tells them apart as a dimension of costs does. */
export const filterOfDimension: Record<CostDimension, ListFieldName> = {
  tenant: 'tenant',
  feature: 'feature',
  taskType: 'taskType',
  agent: 'chargedAgent',
  agentVersion: 'agentVersion',
  model: 'chargedModel',
  provider: 'chargedProvider',
  tool: 'chargedTool',
  environment: 'environment',
  user: 'user',
  tag: 'tag',
}

/** Narrows a filter to exactly the runs that a row of costs is made of; null is the unknown value. */
export function narrowedToGroup(
  filter: RunFilter,
  by: readonly CostDimension[],
  keys: readonly (string | null)[],
): RunFilter {
  const values = keys.flatMap((key, index) => {
    const dimension = by[index]
    if (dimension === undefined) return []
    return [[filterOfDimension[dimension], exactly(key)] as const]
  })
  return { ...filter, ...Object.fromEntries(values) }
}

/** Finds exactly the runs of an emitter that do not say a field. */
export function untaggedOf(
  { dialect, agent }: Pick<UntaggedCosts['emitters'][number], 'dialect' | 'agent'>,
  field: UntaggedField,
): RunFilter {
  return { [field]: ['-'], dialect: exactly(dialect || null), topAgent: exactly(agent) }
}

function exactly(key: string | null): string[] {
  return [key === null ? '-' : exactFilterValue(key, false)]
}
