import type { FieldChange } from '#lib/domain/history.ts'

/** Fields that differ, in the order in which the newer version has them, then those that went. */
export function fieldChanges(before: ReadonlyMap<string, string>, after: ReadonlyMap<string, string>): FieldChange[] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((field) => {
    const change = { field, before: before.get(field) ?? null, after: after.get(field) ?? null }
    return change.before === change.after ? [] : [change]
  })
}
