import type { CostDimension } from '#lib/domain/costs.ts'
import { visibleText } from '#lib/format/visible-text.ts'

type DimensionText = { label: string; plural: string; unknown: string }

/** What a dimension is called, and what stands for its unknown value. */
export const dimensionTexts: Record<CostDimension, DimensionText> = {
  tenant: { label: 'Tenant', plural: 'tenants', unknown: 'No tenant' },
  feature: { label: 'Feature', plural: 'features', unknown: 'No feature' },
  taskType: { label: 'Task type', plural: 'task types', unknown: 'No task type' },
  agent: { label: 'Agent', plural: 'agents', unknown: 'No agent' },
  agentVersion: { label: 'Agent version', plural: 'versions', unknown: 'No version' },
  model: { label: 'Model', plural: 'models', unknown: 'No model' },
  provider: { label: 'Provider', plural: 'providers', unknown: 'No provider' },
  tool: { label: 'Tool', plural: 'tools', unknown: 'No tool' },
  environment: { label: 'Environment', plural: 'environments', unknown: 'No environment' },
  user: { label: 'User', plural: 'users', unknown: 'No user' },
  tag: { label: 'Tag', plural: 'tags', unknown: 'No tag' },
}

export function keyText(dimension: CostDimension, key: string | null): string {
  return key === null ? dimensionTexts[dimension].unknown : visibleText(key)
}
