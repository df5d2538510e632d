import { AttributedField, type AttributionRules, type FieldRule } from '#lib/domain/attribution.ts'

/** Reads a field as it is read without a rule. */
export const emptyRule: FieldRule = { keys: [], builtIn: true, apiKeys: [], services: [], renamed: [] }

export function isEmptyRule(rule: FieldRule): boolean {
  return JSON.stringify(rule) === JSON.stringify(emptyRule)
}

/** Rules with one field's replaced; a rule that says nothing is none. */
export function withRule({ fields }: AttributionRules, field: AttributedField, rule: FieldRule): AttributionRules {
  const others = AttributedField.options.flatMap((each) => {
    const kept = each === field ? rule : fields[each]
    return kept === undefined || isEmptyRule(kept) ? [] : [[each, kept] as const]
  })
  return { fields: Object.fromEntries(others) }
}

type Rebased = {
  rules: AttributionRules
  /** Fields of which both say something new: there a draft's own rule stands. */
  both: AttributedField[]
}

/** A draft of some rules as one of what somebody else has made of them meanwhile. */
export function rebasedRules(base: AttributionRules, draft: AttributionRules, theirs: AttributionRules): Rebased {
  const isSame = (a: AttributionRules, b: AttributionRules, field: AttributedField) =>
    JSON.stringify(a.fields[field]) === JSON.stringify(b.fields[field])
  const own = AttributedField.options.filter((field) => !isSame(base, draft, field))
  const rules = own.reduce((all, field) => withRule(all, field, draft.fields[field] ?? emptyRule), theirs)
  return { rules, both: own.filter((field) => !isSame(base, theirs, field) && !isSame(draft, theirs, field)) }
}

/** The list with its element moved one place up (-1) or down (1); the same where there is no such place. */
export function moved<Item>(items: readonly Item[], index: number, by: -1 | 1): Item[] {
  const item = items[index]
  const other = items[index + by]
  if (item === undefined || other === undefined) return [...items]
  return items.map((each, at) => (at === index ? other : at === index + by ? item : each))
}
