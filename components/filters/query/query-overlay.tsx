import type { RefObject } from 'react'
import { cn } from '#components/ui/cn.ts'
import type { ExplainedToken } from '#lib/domain/query/explain-query.ts'

type QueryOverlayProps = {
  text: string
  tokens: readonly ExplainedToken[]
  /** The piece that is explained. */
  current: number | null
  scrollRef: RefObject<HTMLDivElement | null>
}

/** The same text under the input's transparent one: fields coloured, what is wrong underlined. */
export function QueryOverlay({ text, tokens, current, scrollRef }: QueryOverlayProps) {
  const pieces = tokens.map(({ start, end, isError }, index) => {
    const before = text.slice(tokens[index - 1]?.end ?? 0, start)
    const piece = text.slice(start, end)
    const colon = /^-?[\p{L}_.\p{N}]+:(?!\/\/)/u.exec(piece)?.[0].length ?? 0
    return (
      <span key={start}>
        {before}
        <span
          data-token={index}
          className={cn(
            'rounded-xs',
            isError && 'underline decoration-bad decoration-wavy underline-offset-2',
            current === index && 'bg-accent-soft',
          )}
        >
          <span className="text-accent">{piece.slice(0, colon)}</span>
          {piece.slice(colon)}
        </span>
      </span>
    )
  })
  return (
    <div
      ref={scrollRef}
      aria-hidden
      className="pointer-events-none absolute inset-y-0 right-8 left-7 flex items-center overflow-hidden text-base whitespace-pre"
    >
      <span>
        {pieces}
        {text.slice(tokens.at(-1)?.end ?? 0)}
      </span>
    </div>
  )
}
