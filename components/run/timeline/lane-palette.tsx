'use client'

import type { RefObject } from 'react'
import { SpanKind } from '#lib/domain/span.ts'
import { kindLooks } from '../kind-icon.tsx'

export type LanePalette = {
  kinds: ReadonlyMap<SpanKind, string>
  ink: string
  canvas: string
  bad: string
  accent: string
  warn: string
  font: string
}

const marks = { ink: 'text-ink', canvas: 'text-canvas', bad: 'text-bad', accent: 'text-accent', warn: 'text-warn' }

/** Carries every colour that the lanes need: a canvas takes colours, not tokens. */
export function PaletteProbe({ probeRef }: { probeRef: RefObject<HTMLSpanElement | null> }) {
  return (
    <span ref={probeRef} hidden>
      {SpanKind.options.map((kind) => (
        <span key={kind} data-colour={kind} className={kindLooks[kind].text} />
      ))}
      {Object.entries(marks).map(([name, className]) => (
        <span key={name} data-colour={name} className={className} />
      ))}
    </span>
  )
}

/** The colours as the theme has them now. */
export function readPalette(probe: HTMLElement): LanePalette {
  const colours = new Map<string, string>()
  for (const each of probe.querySelectorAll<HTMLElement>('[data-colour]')) {
    colours.set(each.dataset['colour'] ?? '', getComputedStyle(each).color)
  }
  const colour = (name: string) => colours.get(name) ?? 'gray'
  return {
    kinds: new Map(SpanKind.options.map((kind) => [kind, colour(kind)])),
    ink: colour('ink'),
    canvas: colour('canvas'),
    bad: colour('bad'),
    accent: colour('accent'),
    warn: colour('warn'),
    font: `11px ${getComputedStyle(document.body).fontFamily}`,
  }
}
