'use client'

import { ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { classTexts } from '#components/run/cost/cost-texts.ts'
import { Button } from '#components/ui/button.tsx'
import { cn } from '#components/ui/cn.ts'
import { TextField } from '#components/ui/text-field.tsx'
import { countedEach, type PriceClass } from '#lib/domain/cost.ts'

type Prices = Partial<Record<PriceClass, string>>
type ClassPriceFieldsProps = {
  prices: Prices
  errors: Readonly<Record<string, string>>
  /** Where the errors of these fields begin. */
  path: string
  onChange: (prices: Prices) => void
}

const usual: readonly PriceClass[] = ['input', 'output', 'cacheRead', 'cacheWrite5m']
const rare: readonly PriceClass[] = [
  'cacheWrite1h',
  'cacheWriteOther',
  'reasoning',
  'inputAudio',
  'outputAudio',
  'cacheReadAudio',
  'inputImage',
  'outputImage',
  'cacheReadImage',
  'inputVideo',
  'outputVideo',
  'cacheReadVideo',
  'citation',
  'request',
  'webSearch',
  'socialSearch',
  'fileSearch',
  'codeExecution',
  'imageGeneration',
  'audioTime',
  'characters',
]

function labelOf(name: PriceClass): string {
  if (name === 'audioTime') return `${classTexts[name]}, per hour`
  return countedEach.has(name) ? `${classTexts[name]}, each` : classTexts[name]
}

/** A price a class; one that is left empty is charged as the next wider class. */
export function ClassPriceFields({ prices, errors, path, onChange }: ClassPriceFieldsProps) {
  const [isOpen, setOpen] = useState(rare.some((name) => prices[name] !== undefined))
  const shown = isOpen ? [...usual, ...rare] : usual
  return (
    <fieldset className="grid gap-2">
      <legend className="pb-1 text-sm font-medium">
        USD per 1M tokens <span className="font-normal text-ink-3">empty: as the next wider class</span>
      </legend>
      <div className="grid grid-cols-2 items-start gap-3 narrow:grid-cols-4">
        {shown.map((name) => (
          <TextField
            key={name}
            label={labelOf(name)}
            inputMode="decimal"
            autoComplete="off"
            className="tabular"
            value={prices[name] ?? ''}
            aria-invalid={errors[`${path}.${name}`] !== undefined}
            hint={
              errors[`${path}.${name}`] === undefined ? undefined : (
                <span className="text-bad">{errors[`${path}.${name}`]}</span>
              )
            }
            onChange={(event) => onChange({ ...prices, [name]: event.target.value })}
          />
        ))}
      </div>
      <Button
        variant="ghost"
        size="sm"
        className="justify-self-start"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <ChevronRight aria-hidden className={cn(isOpen && 'rotate-90')} /> {isOpen ? 'Fewer classes' : 'More classes'}
      </Button>
    </fieldset>
  )
}
