/* oxlint-disable jsx-a11y/prefer-tag-over-role -- an input with completions of its own look */
'use client'

import { Search, TextCursorInput, X } from 'lucide-react'
import { useId, useRef, useState, type KeyboardEvent, type PointerEvent, type RefObject } from 'react'
import { cn } from '#components/ui/cn.ts'
import { Input } from '#components/ui/input.tsx'
import { Tooltip } from '#components/ui/tooltip.tsx'
import { explainQuery, type Completion } from '#lib/domain/query/explain-query.ts'
import { acceptOption, type QueryOption } from './query-options.ts'
import { QueryOverlay } from './query-overlay.tsx'
import { QueryPopup } from './query-popup.tsx'
import type { QueryDraft } from './use-query-draft.ts'

type QueryBoxProps = {
  label: string
  draft: QueryDraft
  completion: Completion
  options: readonly QueryOption[]
  /** Null while the box has no focus. */
  caret: number | null
  onCaret: (caret: number | null) => void
  /** All fields are asked for. */
  onAsk: () => void
  inputRef: RefObject<HTMLInputElement | null>
}

/** Where queries are typed: words, fields with completion, each piece explained under the pointer and at the caret. */
export function QueryBox({ label, draft, completion, options, caret, onCaret, onAsk, inputRef }: QueryBoxProps) {
  const listId = useId()
  const overlayRef = useRef<HTMLDivElement>(null)
  const [active, setActive] = useState<number | null>(null)
  const [hovered, setHovered] = useState<number | null>(null)
  const [closed, setClosed] = useState(false)
  const tokens = explainQuery(draft.text)
  const atCaret = caret === null ? -1 : tokens.findIndex(({ start, end }) => start < caret && caret <= end)
  const error = tokens.findIndex(({ start }) => draft.errors.some((each) => each.start === start))
  const current = hovered ?? (error >= 0 ? error : atCaret >= 0 ? atCaret : null)
  const shown = caret === null || closed ? [] : options
  const explained = current === null ? null : (tokens[current] ?? null)
  // While a field is still being typed, saying that there is none of that name only disturbs.
  const isEarly = explained?.isError === true && hovered === null && error < 0
  const isOpen =
    shown.length > 0 ||
    (explained !== null && !isEarly && (caret !== null || hovered !== null) && isField(explained, draft))

  function pick(option: QueryOption) {
    const next = acceptOption(draft.text, completion, option)
    draft.setText(next.text)
    setActive(null)
    onCaret(next.caret)
    requestAnimationFrame(() => inputRef.current?.setSelectionRange(next.caret, next.caret))
  }

  function onKeyDown(event: KeyboardEvent<HTMLInputElement>) {
    const move = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (move !== undefined) {
      event.preventDefault()
      setClosed(false)
      if (options.length === 0) onAsk()
      else setActive(((active ?? (move > 0 ? -1 : 0)) + move + options.length) % options.length)
      return
    }
    const option = shown[active ?? 0]
    if ((event.key === 'Tab' && !event.shiftKey && option) || (event.key === 'Enter' && active !== null && option)) {
      event.preventDefault()
      pick(option)
      return
    }
    if (event.key === 'Enter') draft.commit()
    if (event.key === 'Escape') onEscape(event)
  }

  /** One level at a time: the completions, the text, the way back to chips, the focus. */
  function onEscape(event: KeyboardEvent<HTMLInputElement>) {
    event.stopPropagation()
    setActive(null)
    if (shown.length > 0) setClosed(true)
    else if (draft.asText) draft.setAsText(false)
    else if (draft.text !== '') draft.commit('')
    else event.currentTarget.blur()
  }

  function onPointerMove(event: PointerEvent<HTMLDivElement>) {
    const pieces = [...(overlayRef.current?.querySelectorAll('[data-token]') ?? [])]
    const index = pieces.findIndex((piece) => {
      const { left, right } = piece.getBoundingClientRect()
      return left <= event.clientX && event.clientX <= right
    })
    setHovered(index < 0 ? null : index)
  }

  const follow = () => {
    const input = inputRef.current
    if (input && overlayRef.current) overlayRef.current.scrollLeft = input.scrollLeft
  }

  return (
    <div
      className={cn(
        'relative min-w-0 flex-1 max-narrow:min-w-44',
        draft.asText ? 'narrow:min-w-96 narrow:basis-1/2' : 'narrow:w-80 narrow:flex-none',
      )}
      onPointerMove={onPointerMove}
      onPointerLeave={() => setHovered(null)}
    >
      <Search
        aria-hidden
        className="pointer-events-none absolute top-1/2 left-2 z-10 size-3.5 -translate-y-1/2 text-ink-3"
      />
      <Input
        ref={inputRef}
        role="combobox"
        aria-label={label}
        aria-expanded={shown.length > 0}
        aria-controls={listId}
        aria-autocomplete="list"
        aria-activedescendant={active === null ? undefined : `${listId}-${active}`}
        aria-invalid={draft.errors.length > 0}
        aria-describedby={isOpen ? `${listId}-help` : undefined}
        autoComplete="off"
        spellCheck={false}
        placeholder="Search, or tool:refund steps:>20"
        value={draft.text}
        onChange={(event) => {
          draft.setText(event.target.value)
          setActive(null)
          setClosed(false)
          onCaret(event.target.selectionStart)
        }}
        onSelect={(event) => {
          onCaret(event.currentTarget.selectionStart)
          follow()
        }}
        onScroll={follow}
        onFocus={(event) => onCaret(event.currentTarget.selectionStart)}
        onBlur={() => {
          onCaret(null)
          setActive(null)
        }}
        onKeyDown={onKeyDown}
        className="w-full pr-14 pl-7 text-transparent caret-ink selection:bg-accent-soft"
      />
      <QueryOverlay text={draft.text} tokens={tokens} current={hovered} scrollRef={overlayRef} />
      <div className="absolute top-1/2 right-1 flex -translate-y-1/2">
        {draft.text === '' ? null : (
          <BoxButton label="Clear search" onClick={() => draft.commit('')}>
            <X aria-hidden className="size-3.5" />
          </BoxButton>
        )}
        <Tooltip content={draft.asText ? 'Show filters as chips' : 'Edit all filters as text'}>
          <button
            type="button"
            aria-label="Edit all filters as text"
            aria-pressed={draft.asText}
            onClick={() => {
              draft.setAsText(!draft.asText)
              inputRef.current?.focus()
            }}
            className={cn(boxButton, draft.asText && 'text-accent')}
          >
            <TextCursorInput aria-hidden className="size-3.5" />
          </button>
        </Tooltip>
      </div>
      <div id={`${listId}-help`} aria-live="polite">
        {isOpen ? (
          <QueryPopup
            id={listId}
            options={shown}
            active={active}
            explained={isEarly ? null : explained}
            hint={draft.text === '' ? null : 'Enter applies'}
            onPick={pick}
          />
        ) : null}
      </div>
    </div>
  )
}

const boxButton = 'flex size-5 items-center justify-center rounded-sm text-ink-3 hover:text-ink'

function BoxButton({ label, onClick, children }: { label: string; onClick: () => void; children: React.ReactNode }) {
  return (
    <button type="button" aria-label={label} onClick={onClick} className={boxButton}>
      {children}
    </button>
  )
}

/** Plain words need no explanation until they are pointed at. */
function isField(
  { start, end, isError }: { start: number; end: number; isError: boolean },
  { text }: QueryDraft,
): boolean {
  return isError || /[:"*]|^-/.test(text.slice(start, end))
}
