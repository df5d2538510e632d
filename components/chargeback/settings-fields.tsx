'use client'

import { useId } from 'react'
import { TextField } from '#components/ui/text-field.tsx'
import { LevelsSelect } from './levels-select.tsx'
import type { SettingsDraft } from './settings-draft.ts'
import { SharedCostRows, TenantMarkupRows } from './settings-rows.tsx'
import { TimeZoneField } from './time-zone-field.tsx'

export type SettingsFieldsProps = {
  draft: SettingsDraft
  /** What is wrong, by the path of the field. */
  errors: Readonly<Record<string, string>>
  tenants: readonly string[]
  onChange: (draft: SettingsDraft) => void
}

export function SettingsFields({ draft, errors, tenants, onChange }: SettingsFieldsProps) {
  const change = (more: Partial<SettingsDraft>) => onChange({ ...draft, ...more })
  const tenantList = useId()
  const hint = (field: string, otherwise: string) =>
    errors[field] === undefined ? otherwise : <span className="text-bad">{errors[field]}</span>
  /** A field of text; `path` is where errors name it. */
  const text = (name: 'markupPercent' | 'currencyCode' | 'usdRate', path: string, otherwise: string) => ({
    value: draft[name],
    onValueChange: (value: string) => onChange({ ...draft, [name]: value }),
    'aria-invalid': errors[path] !== undefined,
    autoComplete: 'off',
    hint: hint(path, otherwise),
  })
  return (
    <>
      <div className="flex flex-wrap items-center gap-2">
        <LevelsSelect levels={draft.levels} onChange={(levels) => change({ levels })} />
      </div>
      <div className="grid items-start gap-4 narrow:grid-cols-2">
        <TimeZoneField
          value={draft.timeZone}
          onValueChange={(timeZone) => change({ timeZone })}
          isWrong={errors['timeZone'] !== undefined}
          hint={hint('timeZone', 'Where days and months begin.')}
        />
        <TextField
          label="Markup for everybody, %"
          inputMode="decimal"
          placeholder="0"
          className="tabular"
          {...text('markupPercent', 'markupPercent', 'Below zero it is a discount.')}
        />
      </div>
      <TenantMarkupRows
        rows={draft.tenantMarkups}
        errors={errors}
        listId={tenantList}
        onChange={(tenantMarkups) => change({ tenantMarkups })}
      />
      <datalist id={tenantList}>
        {tenants.map((tenant) => (
          <option key={tenant} value={tenant}>
            {tenant}
          </option>
        ))}
      </datalist>
      <SharedCostRows rows={draft.sharedCosts} errors={errors} onChange={(sharedCosts) => change({ sharedCosts })} />
      <div className="grid items-start gap-4 narrow:grid-cols-2">
        <TextField
          label="Second currency"
          placeholder="none"
          maxLength={3}
          className="uppercase placeholder:normal-case"
          {...text('currencyCode', 'currency.code', 'A code such as EUR.')}
        />
        <TextField
          label="One US dollar is"
          inputMode="decimal"
          placeholder="0.92"
          className="tabular"
          {...text('usdRate', 'currency.usdRate', 'The rate is printed on the statement.')}
        />
      </div>
    </>
  )
}
