'use client'

import { lazy, Suspense, useMemo } from 'react'
import { decodeEscapes, parseEmbedded } from '#lib/run-view/parse-json.ts'
import { JsonTree } from './json-tree.tsx'
import { LongText } from './long-text.tsx'

/** The largest part of the page's code: what needs none of it does not wait for it. */
const Markdown = lazy(() => import('./markdown.tsx').then((module) => ({ default: module.Markdown })))

/** Parsing more text than this in one go would be felt. */
const MAX_PARSED = 4_000_000

export const textModes = ['markdown', 'plain', 'raw'] as const
export type TextMode = (typeof textModes)[number]

type TextBlockProps = {
  text: string
  mode: TextMode
  /** Characters shown at first. */
  first?: number
}

/** A message's text as the reader wants it; a text that is JSON is shown as a tree unless raw is asked for. */
export function TextBlock({ text, mode, first = 10_000 }: TextBlockProps) {
  const parsed = useMemo(() => parseEmbedded(text, MAX_PARSED), [text])
  if (mode === 'raw') return <LongText text={text} first={first} className="font-mono text-sm" />
  if (parsed !== null) return <JsonTree value={parsed.value} label="Text as JSON" />
  if (mode === 'plain') return <LongText text={decodeEscapes(text)} first={first} />
  return (
    <Suspense fallback={<LongText text={text} first={first} />}>
      <Markdown text={text} first={first} />
    </Suspense>
  )
}
