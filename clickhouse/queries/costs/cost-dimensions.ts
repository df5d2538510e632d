import type { CostDimension } from '#lib/domain/costs.ts'

/**
 * Where a dimension is read. A run has one value of `run`, its shares have one each of `share`, and a run may have
 * several of `tag`. '' is unknown.
 */
type Place = { of: 'run' | 'share' | 'tag'; column: string }

/** What shares can be told apart by, beside what costs are shown by. */
export type ShareDimension = CostDimension | 'kind'

export const costDimensions: Record<ShareDimension, Place> = {
  tenant: { of: 'run', column: 'tenant' },
  feature: { of: 'run', column: 'feature' },
  taskType: { of: 'run', column: 'task_type' },
  agentVersion: { of: 'run', column: 'agent_version' },
  environment: { of: 'run', column: 'environment' },
  user: { of: 'run', column: 'user_id' },
  agent: { of: 'share', column: 'shares.agent' },
  model: { of: 'share', column: 'shares.model' },
  provider: { of: 'share', column: 'shares.provider' },
  tool: { of: 'share', column: 'shares.tool' },
  kind: { of: 'share', column: 'shares.kind' },
  tag: { of: 'tag', column: 'tags' },
}
