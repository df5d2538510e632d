import { ChargebackSettings, type SpreadKey, type StatementLevel } from '#lib/domain/statement.ts'
import { isTimeZone } from '#lib/time/time-zone.ts'

/** Settings as they stand in the form: texts, which need not make sense yet. */
export type SettingsDraft = {
  levels: readonly StatementLevel[]
  timeZone: string
  markupPercent: string
  tenantMarkups: readonly { tenant: string; percent: string }[]
  sharedCosts: readonly { name: string; amountUsd: string; key: SpreadKey }[]
  currencyCode: string
  usdRate: string
}

type SettingsReading =
  | { settings: ChargebackSettings; errors: null }
  | { settings: null; errors: Readonly<Record<string, string>> }

export function settingsDraftOf({ currency, ...settings }: ChargebackSettings): SettingsDraft {
  return { ...settings, currencyCode: currency?.code ?? '', usdRate: currency?.usdRate ?? '' }
}

/** The settings that a draft stands for, or what is wrong with which of its fields. */
export function readSettings(draft: SettingsDraft): SettingsReading {
  const { currencyCode, usdRate, ...rest } = draft
  const [code, rate] = [currencyCode.trim().toUpperCase(), usdRate.trim()]
  const parsed = ChargebackSettings.safeParse({
    ...rest,
    markupPercent: rest.markupPercent.trim() === '' ? '0' : rest.markupPercent,
    timeZone: rest.timeZone.trim(),
    tenantMarkups: rest.tenantMarkups.map(({ tenant, percent }) => ({ tenant: tenant.trim(), percent })),
    currency: code === '' && rate === '' ? null : { code, usdRate: rate },
  })
  const errors = new Map<string, string>()
  if (!isTimeZone(draft.timeZone.trim())) errors.set('timeZone', 'A time zone such as Europe/Berlin')
  for (const { path, message } of parsed.error?.issues ?? []) {
    const field = path.join('.')
    if (!errors.has(field)) errors.set(field, wordsOf(path, message))
  }
  const tenants = draft.tenantMarkups.map(({ tenant }) => tenant.trim())
  const twice = tenants.findIndex((tenant, index) => tenants.indexOf(tenant) !== index)
  if (twice !== -1) errors.set(`tenantMarkups.${twice}.tenant`, `${tenants[twice]} is there twice`)
  if (rate !== '' && Number(rate) === 0) errors.set('currency.usdRate', 'More than 0')
  if (!parsed.success || errors.size > 0) return { settings: null, errors: Object.fromEntries(errors) }
  return { settings: parsed.data, errors: null }
}

function wordsOf(path: readonly PropertyKey[], message: string): string {
  const last = path.at(-1)
  if (last === 'tenant') return 'Name the tenant'
  if (last === 'name') return 'Name the cost, in 120 characters at most'
  return message.charAt(0).toUpperCase() + message.slice(1)
}
