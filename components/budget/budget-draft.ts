import {
  BudgetInput,
  type Budget,
  type BudgetDimension,
  type BudgetPeriod,
  type BudgetScope,
} from '#lib/domain/budget.ts'

/** A budget while it is typed: every field as its text. */
export type BudgetDraft = {
  name: string
  dimension: BudgetDimension | 'all'
  value: string
  /** And only those of them that have this, too. */
  within: BudgetDimension | 'all'
  withinValue: string
  period: BudgetPeriod
  timeZone: string
  amountUsd: string
  soft: string
  hard: string
  over: string
}

export type DraftErrors = Partial<Record<keyof BudgetDraft, string>>
export type DraftReading = { input: BudgetInput; errors: null } | { input: null; errors: DraftErrors }

export function emptyDraft(timeZone: string): BudgetDraft {
  return { name: '', dimension: 'all', value: '', within: 'all', withinValue: '', period: 'month', timeZone, amountUsd: '', soft: '70', hard: '90', over: '100' } // prettier-ignore
}

export function draftOf({ name, scope, period, timeZone, amountUsd, thresholds }: Budget): BudgetDraft {
  const [first, second] = scope
  const { soft, hard, over } = thresholds
  return {
    name,
    dimension: first?.dimension ?? 'all',
    value: first?.value ?? '',
    within: second?.dimension ?? 'all',
    withinValue: second?.value ?? '',
    period,
    timeZone,
    amountUsd,
    soft: String(soft),
    hard: String(hard),
    over: String(over),
  }
}

/** The budget that is meant, or what is wrong by field. */
export function readDraft(draft: BudgetDraft): DraftReading {
  const { name, period, timeZone, amountUsd, soft, hard, over } = draft
  const scope = scopeOf(draft)
  const thresholds = { soft: wholeNumber(soft), hard: wholeNumber(hard), over: wholeNumber(over) }
  // Commas between thousands are how people write money.
  const amount = amountUsd.trim().replaceAll(/,(?=\d{3}(?:\D|$))/g, '').replace(/^\$\s*/, '') // prettier-ignore
  const reading = BudgetInput.safeParse({ name, scope, period, timeZone, amountUsd: amount, thresholds })
  if (reading.success) return { input: reading.data, errors: null }
  const errors: DraftErrors = {}
  for (const { path } of reading.error.issues) {
    const field = fieldOf(path.map(String))
    errors[field] ??= messages[field]
  }
  return { input: null, errors }
}

function wholeNumber(text: string): number {
  return text.trim() === '' ? Number.NaN : Number(text)
}

function scopeOf({ dimension, value, within, withinValue }: BudgetDraft): BudgetScope {
  if (dimension === 'all') return []
  return [{ dimension, value }, ...(within === 'all' || within === dimension ? [] : [{ dimension: within, value: withinValue }])] // prettier-ignore
}

function fieldOf([first = '', second]: readonly string[]): keyof BudgetDraft {
  if (first === 'scope') return second === '1' ? 'withinValue' : 'value'
  if (first === 'thresholds') return isThreshold(second) ? second : 'over'
  return isField(first) ? first : 'amountUsd'
}

function isThreshold(name: string | undefined): name is 'soft' | 'hard' | 'over' {
  return name === 'soft' || name === 'hard' || name === 'over'
}

const messages: Record<keyof BudgetDraft, string> = {
  name: 'At most 80 characters',
  dimension: 'One of these',
  value: 'Whose runs count: a name as it stands with the runs',
  within: 'One of these',
  withinValue: 'Which of them count: a name as it stands with the runs',
  period: 'One of these',
  timeZone: 'A time zone such as Europe/Berlin',
  amountUsd: 'A plain number above 0, such as 250 or 99.50',
  soft: 'A whole number of percent',
  hard: 'A whole number of percent',
  over: 'Whole numbers of percent that rise: soft, hard, limit',
}

function isField(name: string): name is keyof BudgetDraft {
  return Object.hasOwn(messages, name)
}
