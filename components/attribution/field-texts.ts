import type { AttributedField } from '#lib/domain/attribution.ts'

type FieldText = { value: AttributedField; label: string; says: string }

/** What is attributed, in the order of the page. */
export const fieldTexts: readonly FieldText[] = [
  { value: 'tenant', label: 'Tenant', says: 'Who is charged for a run.' },
  { value: 'customer', label: 'Customer', says: 'Who is charged where no tenant is named.' },
  { value: 'feature', label: 'Feature', says: 'Which part of the product a run worked for.' },
  { value: 'taskType', label: 'Task type', says: 'What kind of task a run was.' },
  { value: 'user', label: 'User', says: 'For whom a run was made.' },
  { value: 'environment', label: 'Environment', says: 'Where a run took place, such as production.' },
]

export function fieldLabel(field: AttributedField): string {
  return fieldTexts.find(({ value }) => value === field)?.label ?? field
}

/** Why rules were not saved; `both` are the fields that two people have changed. */
export function conflictText(both: readonly AttributedField[]): string {
  const names = both.map(fieldLabel).join(', ')
  const lost = both.length === 0 ? '' : ` ${names}: you have both changed it, yours would replace theirs.`
  return `Somebody else has saved rules meanwhile. They were taken over, with your changes on top.${lost} Look at them, or save once more.`
}
