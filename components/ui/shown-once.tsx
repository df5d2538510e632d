'use client'

import type { ReactNode } from 'react'
import { CopyButton } from './copy-button.tsx'
import { Input } from './input.tsx'

type ShownOnceProps = {
  /** Accessible name of the text, e.g. "The key". */
  label: string
  /** What the button does, e.g. "Copy the key". */
  copyLabel: string
  text: string
  /** That it must be copied now, and what else to know. */
  children: ReactNode
}

/** A secret, or a link that is one: shown this once, selected as soon as one clicks it. */
export function ShownOnce({ label, copyLabel, text, children }: ShownOnceProps) {
  return (
    <div className="flex flex-col gap-1">
      <div className="flex items-center gap-1">
        <Input
          aria-label={label}
          readOnly
          value={text}
          className="h-8 flex-1 bg-sunken font-mono text-sm"
          onFocus={(event) => event.target.select()}
        />
        <CopyButton text={text} label={copyLabel} size="lg" variant="outline" className="w-8" />
      </div>
      <p className="text-sm text-ink-2">{children}</p>
    </div>
  )
}
