import { fixedValues } from '#lib/domain/query/parse-query.ts'
import {
  queryFields,
  type FlagFieldName,
  type ListFieldName,
  type NumberFieldName,
  type NumberQueryField,
} from '#lib/domain/query/query-fields.ts'

export type ValueFieldName = ListFieldName

/** Filtered by one or more values, each of which may be negated or unknown. */
export type ValueField = {
  type: 'values'
  name: ValueFieldName
  label: string
  /** All values there are; absent where the data decides. */
  options?: readonly string[] | undefined
}

export type NumberField = {
  type: 'number'
  name: NumberFieldName
  label: string
  sign: '≥' | '≤' | '>' | '<'
  unit: string
  wholeOnly: boolean
}

export type FlagField = { type: 'flag'; name: FlagFieldName; label: string; yes: string; no: string }

export type FilterField = ValueField | NumberField | FlagField

/** Every filter of the runs list as chips show it, in the order of the query language's fields. */
export const filterFields: readonly FilterField[] = queryFields.flatMap((field): FilterField[] => {
  switch (field.type) {
    case 'list':
      return [{ type: 'values', name: field.filter, label: field.label, options: fixedValues(field.filter) }]
    case 'flag':
      return [{ type: 'flag', name: field.filter, label: field.label, yes: field.yes, no: field.no }]
    case 'number':
      return numberFields(field)
  }
})

/** What the menu offers: strict bounds are typed. */
export const menuFields = filterFields.filter((field) => field.type !== 'number' || '≥≤'.includes(field.sign))

function numberFields({ label, unit, min, max, above, below }: NumberQueryField): NumberField[] {
  const bounds = [
    { name: min, sign: '≥' },
    { name: max, sign: '≤' },
    { name: above, sign: '>' },
    { name: below, sign: '<' },
  ] as const
  return bounds.flatMap(({ name, sign }) =>
    name === null ? [] : [{ type: 'number' as const, name, label, sign, unit, wholeOnly: above === null }],
  )
}

/** As the menu names it: two filters on the same number differ by their sign. */
export function fieldTitle(field: FilterField): string {
  return field.type === 'number' ? `${field.label} ${field.sign}` : field.label
}
