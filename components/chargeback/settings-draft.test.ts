import { describe, expect, it, test } from 'vitest'
import { readSettings, settingsDraftOf, type SettingsDraft } from './settings-draft.ts'

const draft: SettingsDraft = {
  levels: ['feature', 'model'],
  timeZone: 'Europe/Berlin',
  markupPercent: '',
  tenantMarkups: [{ tenant: ' acme ', percent: '-12.5' }],
  sharedCosts: [{ name: 'Platform', amountUsd: '99.50', key: 'equal' }],
  currencyCode: 'eur',
  usdRate: '0.92',
}

test('what is typed becomes settings, and these the same draft', () => {
  const { settings } = readSettings(draft)
  expect(settings).toMatchObject({
    markupPercent: '0',
    tenantMarkups: [{ tenant: 'acme', percent: '-12.5' }],
    currency: { code: 'EUR', usdRate: '0.92' },
  })
  if (settings === null) throw new Error('not read')
  expect(readSettings(settingsDraftOf(settings)).settings).toEqual(settings)
})

describe('what is wrong is said at its field', () => {
  it.each<[string, Partial<SettingsDraft>, string]>([
    ['a zone', { timeZone: 'Europe/Atlantis' }, 'timeZone'],
    ['a markup', { markupPercent: 'ten' }, 'markupPercent'],
    ['a discount of more than all', { markupPercent: '-101' }, 'markupPercent'],
    ['a tenant without a name', { tenantMarkups: [{ tenant: ' ', percent: '1' }] }, 'tenantMarkups.0.tenant'],
    ['a tenant twice', { tenantMarkups: [{ tenant: 'a', percent: '1' }, { tenant: 'a ', percent: '2' }] }, 'tenantMarkups.1.tenant'], // prettier-ignore
    [
      'a shared cost below zero',
      { sharedCosts: [{ name: 'x', amountUsd: '-1', key: 'runs' }] },
      'sharedCosts.0.amountUsd',
    ],
    [
      'a shared cost without a name',
      { sharedCosts: [{ name: '', amountUsd: '1', key: 'runs' }] },
      'sharedCosts.0.name',
    ],
    ['a currency without a rate', { usdRate: '' }, 'currency.usdRate'],
    ['a rate of nothing', { usdRate: '0' }, 'currency.usdRate'],
    ['a rate without a currency', { currencyCode: '' }, 'currency.code'],
  ])('%s', (_what, change, field) => {
    const { settings, errors } = readSettings({ ...draft, ...change })
    expect(settings).toBeNull()
    expect(Object.keys(errors ?? {})).toEqual([field])
  })
})

test('no second currency is none', () => {
  expect(readSettings({ ...draft, currencyCode: ' ', usdRate: '' }).settings?.currency).toBeNull()
})
