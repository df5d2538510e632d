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
  const hint = (field: string, otherwise?: string) =>
    errors[field] === undefined ? otherwise : <span className="text-bad">{errors[field]}</span>
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
          value={draft.markupPercent}
          onValueChange={(markupPercent) => change({ markupPercent })}
          aria-invalid={errors['markupPercent'] !== undefined}
          autoComplete="off"
          className="tabular"
          hint={hint('markupPercent', 'Below zero it is a discount.')}
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
          value={draft.currencyCode}
          onValueChange={(currencyCode) => change({ currencyCode })}
          aria-invalid={errors['currency.code'] !== undefined}
          autoComplete="off"
          className="uppercase placeholder:normal-case"
          hint={hint('currency.code', 'A code such as EUR.')}
        />
        <TextField
          label="One US dollar is"
          inputMode="decimal"
          placeholder="0.92"
          value={draft.usdRate}
          onValueChange={(usdRate) => change({ usdRate })}
          aria-invalid={errors['currency.usdRate'] !== undefined}
          autoComplete="off"
          className="tabular"
          hint={hint('currency.usdRate', 'The rate is printed on the statement.')}
        />
      </div>
    </>
  )
}
