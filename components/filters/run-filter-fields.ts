import { CostStatus, EndReason } from '#lib/domain/run.ts'
import type { RunFilter } from '#lib/domain/filter.ts'

type NamesOf<T> = {
  [Name in keyof RunFilter]-?: NonNullable<RunFilter[Name]> extends T ? Name : never
}[keyof RunFilter]
export type ValueFieldName = NamesOf<string[]>
type NumberFieldName = NamesOf<number>
type FlagFieldName = NamesOf<boolean>

/** Filtered by one or more values, each of which may be negated or unknown. */
export type ValueField = {
  type: 'values'
  name: ValueFieldName
  label: string
  /** All values there are; absent where the data decides. */
  options?: readonly string[]
}

export type NumberField = { type: 'number'; name: NumberFieldName; label: string; sign: '≥' | '≤'; unit: string }

export type FlagField = { type: 'flag'; name: FlagFieldName; label: string; yes: string; no: string }

export type FilterField = ValueField | NumberField | FlagField

const valueField = (name: ValueFieldName, label: string, options?: readonly string[]): ValueField => ({
  type: 'values',
  name,
  label,
  options,
})

/** Every filter of the runs list, in the order of the menu: a new filter is one row here. */
export const filterFields: readonly FilterField[] = [
  valueField('endReason', 'End', EndReason.options),
  valueField('tenant', 'Tenant'),
  valueField('taskType', 'Task type'),
  valueField('feature', 'Feature'),
  valueField('agent', 'Agent'),
  valueField('agentVersion', 'Agent version'),
  valueField('model', 'Model'),
  valueField('tool', 'Tool'),
  valueField('outcome', 'Outcome'),
  valueField('user', 'User'),
  valueField('session', 'Session'),
  valueField('environment', 'Environment'),
  valueField('costStatus', 'Cost status', CostStatus.options),
  valueField('dialect', 'Dialect'),
  { type: 'flag', name: 'hasError', label: 'Failed calls', yes: 'with failed calls', no: 'without failed calls' },
  { type: 'flag', name: 'hasLoop', label: 'Loops', yes: 'with loops', no: 'without loops' },
  { type: 'flag', name: 'hasWarning', label: 'Warnings', yes: 'with warnings', no: 'without warnings' },
  { type: 'number', name: 'minSteps', label: 'Steps', sign: '≥', unit: '' },
  { type: 'number', name: 'maxSteps', label: 'Steps', sign: '≤', unit: '' },
  { type: 'number', name: 'minCostUsd', label: 'Cost', sign: '≥', unit: 'USD' },
  { type: 'number', name: 'minDurationMs', label: 'Duration', sign: '≥', unit: 'ms' },
  { type: 'number', name: 'minTokens', label: 'Tokens', sign: '≥', unit: '' },
]

/** As the menu names it: two filters on the same number differ by their sign. */
export function fieldTitle(field: FilterField): string {
  return field.type === 'number' ? `${field.label} ${field.sign}` : field.label
}
