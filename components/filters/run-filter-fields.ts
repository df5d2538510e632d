import { CostStatus, EndReason, type Run } from '#lib/domain/run.ts'
import type { RunFilter } from '#lib/domain/filter.ts'

type NamesOf<T> = {
  [Name in keyof RunFilter]-?: NonNullable<RunFilter[Name]> extends T ? Name : never
}[keyof RunFilter]
export type ValueFieldName = NamesOf<string[]>
export type NumberFieldName = NamesOf<number>
export type FlagFieldName = NamesOf<boolean>

/** Filtered by one or more values, each of which may be negated or unknown. */
export type ValueField = {
  type: 'values'
  name: ValueFieldName
  label: string
  /** All values there are; absent where the data decides. */
  options?: readonly string[]
  /** The values that a loaded run has, for completion. */
  valuesOf: (run: Run) => readonly (string | null)[]
}

export type NumberField = { type: 'number'; name: NumberFieldName; label: string; sign: '≥' | '≤'; unit: string }

export type FlagField = { type: 'flag'; name: FlagFieldName; label: string; yes: string; no: string }

export type FilterField = ValueField | NumberField | FlagField

const valueField = (
  name: ValueFieldName,
  label: string,
  valuesOf: ValueField['valuesOf'],
  options?: readonly string[],
): ValueField => ({ type: 'values', name, label, valuesOf, options })

/** Every filter of the runs list, in the order of the menu: a new filter is one row here. */
export const filterFields: readonly FilterField[] = [
  valueField('endReason', 'End', (run) => [run.endReason], EndReason.options),
  valueField('tenant', 'Tenant', (run) => [run.tenant]),
  valueField('taskType', 'Task type', (run) => [run.taskType]),
  valueField('feature', 'Feature', (run) => [run.feature]),
  valueField('agent', 'Agent', (run) => run.agents.map((agent) => agent.name)),
  valueField('agentVersion', 'Agent version', (run) => [run.agentVersion]),
  valueField('model', 'Model', (run) => run.models.map((model) => model.model)),
  valueField('tool', 'Tool', (run) => run.tools.map((tool) => tool.name)),
  valueField('outcome', 'Outcome', (run) => [run.outcome]),
  valueField('user', 'User', (run) => [run.user]),
  valueField('session', 'Session', (run) => [run.session]),
  valueField('environment', 'Environment', (run) => [run.environment]),
  valueField('costStatus', 'Cost status', (run) => [run.costStatus], CostStatus.options),
  valueField('dialect', 'Dialect', (run) => run.dialects),
  { type: 'flag', name: 'hasError', label: 'Failed calls', yes: 'with failed calls', no: 'without failed calls' },
  { type: 'flag', name: 'hasLoop', label: 'Loops', yes: 'with loops', no: 'without loops' },
  { type: 'flag', name: 'hasWarning', label: 'Warnings', yes: 'with warnings', no: 'without warnings' },
  { type: 'number', name: 'minSteps', label: 'Steps, at least', sign: '≥', unit: '' },
  { type: 'number', name: 'maxSteps', label: 'Steps, at most', sign: '≤', unit: '' },
  { type: 'number', name: 'minCostUsd', label: 'Cost, at least', sign: '≥', unit: 'USD' },
  { type: 'number', name: 'minDurationMs', label: 'Duration, at least', sign: '≥', unit: 'ms' },
  { type: 'number', name: 'minTokens', label: 'Tokens, at least', sign: '≥', unit: '' },
]

/** Known values of a field: all there are, else those of the loaded runs, by name. */
export function suggestedValues(field: ValueField, runs: readonly Run[]): string[] {
  if (field.options) return [...field.options]
  const values = new Set<string>()
  for (const run of runs) {
    for (const value of field.valuesOf(run)) if (value !== null && value !== '') values.add(value)
  }
  return [...values].sort((a, b) => a.localeCompare(b))
}
