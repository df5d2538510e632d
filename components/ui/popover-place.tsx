'use client'

import { createContext, Fragment, Suspense, use, useCallback, useMemo, useState, type ReactNode } from 'react'
import { lazily } from './lazily.ts'

const Popover = lazily(() => import('./popover.tsx').then((module) => module.Popover))

type OpenPopover = (content: ReactNode, anchor: HTMLElement | null) => void

const PlaceContext = createContext<OpenPopover | null>(null)

type PopoverPath = {
  /** Shows another content in place of the one that asks for it. */
  show: (content: ReactNode) => void
  /** To what was shown before; null where nothing was. */
  back: (() => void) | null
  close: () => void
}

const PathContext = createContext<PopoverPath>({ show: () => {}, back: null, close: () => {} })

/** Opens a popover in the nearest place; null where there is none. */
export function useOpenPopover(): OpenPopover | null {
  return use(PlaceContext)
}

/** The ways that lead on from the content of a popover. */
export function usePopoverPath(): PopoverPath {
  return use(PathContext)
}

/** `opening` tells one opening from the next, which begins anew even with a content of the same kind. */
type Opened = { opening: number; contents: readonly ReactNode[]; anchor: HTMLElement | null; isOpen: boolean }

/**
 * One popover for all that can be opened in it, so that it stays when a virtual row goes. Whatever is modal has a place
 * of its own, as nothing outside of it can be reached. The content names the popover by a `PopoverTitle`.
 */
export function PopoverPlace({ children }: { children: ReactNode }) {
  const [opened, setOpened] = useState<Opened | null>(null)
  const open = useCallback<OpenPopover>(
    (content, anchor) =>
      setOpened((former) => ({ opening: (former?.opening ?? 0) + 1, contents: [content], anchor, isOpen: true })),
    [],
  )
  const change = useCallback(
    (next: Partial<Opened>) => setOpened((former) => (former === null ? null : { ...former, ...next })),
    [],
  )
  const contents = opened?.contents
  const path = useMemo(() => pathOf(contents ?? [], change), [contents, change])
  return (
    <PlaceContext value={open}>
      {children}
      {opened === null ? null : (
        <Suspense>
          <Popover
            anchor={opened.anchor}
            open={opened.isOpen}
            onOpenChange={(isOpen) => change({ isOpen })}
            align="end"
            className="scroll-quiet w-124 p-0"
          >
            <PathContext value={path}>
              <Fragment key={`${opened.opening} ${opened.contents.length}`}>{opened.contents.at(-1)}</Fragment>
            </PathContext>
          </Popover>
        </Suspense>
      )}
    </PlaceContext>
  )
}

function pathOf(contents: readonly ReactNode[], change: (next: Partial<Opened>) => void): PopoverPath {
  return {
    show: (content) => change({ contents: [...contents, content] }),
    back: contents.length < 2 ? null : () => change({ contents: contents.slice(0, -1) }),
    close: () => change({ isOpen: false }),
  }
}
