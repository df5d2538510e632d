'use client'

import { Plus, X } from 'lucide-react'
import type { ReactNode } from 'react'
import { classTexts } from '#components/run/cost/cost-texts.ts'
import { Button } from '#components/ui/button.tsx'
import { IconButton } from '#components/ui/icon-button.tsx'
import { Input } from '#components/ui/input.tsx'
import type { PriceClass } from '#lib/domain/cost.ts'
import type { PriceDraft } from './price-draft.ts'

type Rows<Name extends 'longContext' | 'serviceTiers'> = {
  rows: PriceDraft[Name]
  errors: Readonly<Record<string, string>>
  onChange: (rows: PriceDraft[Name]) => void
}

const longClasses: readonly PriceClass[] = ['input', 'cacheRead', 'output']

/** Prices of calls whose whole input is larger than so many tokens. */
export function LongContextFields({ rows, errors, onChange }: Rows<'longContext'>) {
  const set = (index: number, row: PriceDraft['longContext'][number]) => onChange(rows.with(index, row))
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">Prices of long inputs</legend>
      {rows.map((row, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows have no other name, and go only by their button
        <div key={index} className="flex flex-wrap items-end gap-2">
          <Small label="Input above, tokens">
            <Input
              inputMode="numeric"
              className="tabular w-32"
              value={row.aboveInputTokens}
              aria-invalid={errors[`longContext.${index}.aboveInputTokens`] !== undefined}
              onChange={(event) => set(index, { ...row, aboveInputTokens: event.target.value })}
            />
          </Small>
          {longClasses.map((name) => (
            <Small key={name} label={classTexts[name]}>
              <Input
                inputMode="decimal"
                className="tabular w-20"
                value={row.prices[name] ?? ''}
                aria-invalid={errors[`longContext.${index}.prices.${name}`] !== undefined}
                onChange={(event) => set(index, { ...row, prices: { ...row.prices, [name]: event.target.value } })}
              />
            </Small>
          ))}
          <IconButton label="Remove this size" onClick={() => onChange(rows.toSpliced(index, 1))}>
            <X />
          </IconButton>
        </div>
      ))}
      <AddRow onClick={() => onChange([...rows, { aboveInputTokens: '', prices: {} }])}>Price of long inputs</AddRow>
    </fieldset>
  )
}

/** Factors by service tier, such as half for batches. */
export function ServiceTierFields({ rows, errors, onChange }: Rows<'serviceTiers'>) {
  return (
    <fieldset className="grid gap-2">
      <legend className="sr-only">Service tiers</legend>
      {rows.map((row, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- rows have no other name, and go only by their button
        <div key={index} className="flex flex-wrap items-end gap-2">
          <Small label="Service tier">
            <Input
              className="w-32"
              placeholder="batch"
              value={row.name}
              onChange={(event) => onChange(rows.with(index, { ...row, name: event.target.value }))}
            />
          </Small>
          <Small label="Price ×">
            <Input
              inputMode="decimal"
              className="tabular w-20"
              placeholder="0.5"
              value={row.factor}
              aria-invalid={errors[`serviceTiers.${row.name}`] !== undefined}
              onChange={(event) => onChange(rows.with(index, { ...row, factor: event.target.value }))}
            />
          </Small>
          <IconButton label="Remove this tier" onClick={() => onChange(rows.toSpliced(index, 1))}>
            <X />
          </IconButton>
        </div>
      ))}
      <AddRow onClick={() => onChange([...rows, { name: '', factor: '' }])}>Service tier</AddRow>
    </fieldset>
  )
}

function Small({ label, children }: { label: string; children: ReactNode }) {
  return (
    <label className="grid gap-0.5 text-xs text-ink-2">
      {label}
      {children}
    </label>
  )
}

function AddRow({ onClick, children }: { onClick: () => void; children: ReactNode }) {
  return (
    <Button variant="ghost" size="sm" className="justify-self-start" onClick={onClick}>
      <Plus aria-hidden /> {children}
    </Button>
  )
}
