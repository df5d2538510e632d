'use client'

import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Input } from '#components/ui/input.tsx'
import { Select } from '#components/ui/select.tsx'
import { SpreadKey } from '#lib/domain/statement.ts'
import type { SettingsDraft } from './settings-draft.ts'
import { spreadTexts } from './spread-texts.ts'

type Rows<Name extends 'tenantMarkups' | 'sharedCosts'> = {
  rows: SettingsDraft[Name]
  errors: Readonly<Record<string, string>>
  onChange: (rows: SettingsDraft[Name]) => void
}

/** Tenants whose markup is another than everybody's. */
export function TenantMarkupRows({ rows, errors, listId, onChange }: Rows<'tenantMarkups'> & { listId: string }) {
  const set = (index: number, row: SettingsDraft['tenantMarkups'][number]) => onChange(rows.with(index, row))
  return (
    <RowGroup title="Markup or discount of single tenants">
      {rows.map((row, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows have no other name, and go only by their button
        <div key={index} className="flex items-center gap-2">
          <Input
            aria-label="Tenant"
            placeholder="Tenant"
            list={listId}
            className="flex-1"
            maxLength={200}
            value={row.tenant}
            aria-invalid={errors[`tenantMarkups.${index}.tenant`] !== undefined}
            onValueChange={(tenant) => set(index, { ...row, tenant })}
          />
          <Input
            aria-label={`Percent of ${row.tenant || 'the tenant'}`}
            placeholder="-10"
            inputMode="decimal"
            className="tabular w-20 text-right"
            value={row.percent}
            aria-invalid={errors[`tenantMarkups.${index}.percent`] !== undefined}
            onValueChange={(percent) => set(index, { ...row, percent })}
          />
          <span className="text-ink-3">%</span>
          <IconButton
            label={`Remove ${row.tenant || 'this tenant'}`}
            onClick={() => onChange(rows.toSpliced(index, 1))}
          >
            <X />
          </IconButton>
        </div>
      ))}
      <AddRow onClick={() => onChange([...rows, { tenant: '', percent: '' }])}>Tenant</AddRow>
    </RowGroup>
  )
}

/** Costs that no run has, and by what they are spread. */
export function SharedCostRows({ rows, errors, onChange }: Rows<'sharedCosts'>) {
  const set = (index: number, row: SettingsDraft['sharedCosts'][number]) => onChange(rows.with(index, row))
  const keys = SpreadKey.options.map((value) => ({ value, label: spreadTexts[value] }))
  return (
    <RowGroup title="Shared costs of every period">
      {rows.map((row, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows have no other name, and go only by their button
        <div key={index} className="flex flex-wrap items-center gap-2">
          <Input
            aria-label="Shared cost"
            placeholder="Platform fee"
            className="min-w-32 flex-1"
            maxLength={120}
            value={row.name}
            aria-invalid={errors[`sharedCosts.${index}.name`] !== undefined}
            onValueChange={(name) => set(index, { ...row, name })}
          />
          <span className="flex items-center gap-1">
            <span className="text-ink-3">$</span>
            <Input
              aria-label={`USD of ${row.name || 'the shared cost'}`}
              placeholder="100.00"
              inputMode="decimal"
              className="tabular w-24 text-right"
              value={row.amountUsd}
              aria-invalid={errors[`sharedCosts.${index}.amountUsd`] !== undefined}
              onValueChange={(amountUsd) => set(index, { ...row, amountUsd })}
            />
          </span>
          <span className="flex items-center gap-2">
            <Select
              label={`How ${row.name || 'the shared cost'} is spread`}
              value={row.key}
              options={keys}
              onValueChange={(key) => set(index, { ...row, key })}
            />
            <IconButton label={`Remove ${row.name || 'this cost'}`} onClick={() => onChange(rows.toSpliced(index, 1))}>
              <X />
            </IconButton>
          </span>
        </div>
      ))}
      <AddRow onClick={() => onChange([...rows, { name: '', amountUsd: '', key: 'cost' }])}>Shared cost</AddRow>
    </RowGroup>
  )
}

function RowGroup({ title, children }: { title: string; children: ReactNode }) {
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-1 text-sm font-medium">{title}</legend>
      {children}
    </fieldset>
  )
}

function AddRow({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button variant="ghost" size="sm" className="justify-self-start" onClick={onClick}>
      <Plus aria-hidden /> {children}
    </Button>
  )
}
