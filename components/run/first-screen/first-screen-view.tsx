'use client'

import { useRef } from 'react'
import type { Run } from '#lib/domain/run.ts'
import type { FirstScreen } from '#lib/run-view/first-screen.ts'
import { noFilter } from '#lib/run-view/row-filter.ts'
import { RunTools } from '../run-tools.tsx'
import { TruncatedNote } from '../run-states.tsx'
import { RunViewTabs } from '../run-view-tabs.tsx'
import type { RunFind } from '../search/use-run-find.ts'
import { SubtreePath } from '../subtree-path.tsx'
import { FirstTranscriptLines } from './first-transcript-lines.tsx'
import { FirstTreeRows } from './first-tree-rows.tsx'

type FirstScreenViewProps = { run: Run; screen: FirstScreen }

/** What stands where the views will stand, to be read until all spans are there: nothing in it can be used yet. */
export function FirstScreenView({ run, screen }: FirstScreenViewProps) {
  const { place, view, path } = screen
  const inputRef = useRef<HTMLInputElement>(null)
  const tools = (
    <RunTools
      view={view}
      find={noFind}
      position={0}
      onStep={nothing}
      inputRef={inputRef}
      counts={noCounts}
      filter={noFilter}
      hiddenCount={0}
      onFilter={nothing}
      onAll={nothing}
    />
  )
  return (
    <>
      <output aria-label="Loading the run" className="sr-only" />
      {/* Who hears the page is told that it loads: the same twice over would only confuse. */}
      <div inert aria-hidden className="flex min-h-0 flex-1 flex-col">
        <TruncatedNote shown={screen.shownCount} total={screen.totalCount} />
        <RunViewTabs view={view} onView={nothing} tools={tools}>
          {path.length === 0 ? null : <SubtreePath path={path} onFocus={nothing} />}
          <div className="flex min-h-0 flex-1">
            <div className="min-w-0 flex-1">
              {view === 'tree' ? (
                <FirstTreeRows screen={screen} selectedId={place.spanId} />
              ) : (
                <FirstTranscriptLines run={run} screen={screen} selectedId={place.spanId} />
              )}
            </div>
            {/* Where the panel of the selected span will be; narrower pages get a sheet. */}
            {place.spanId === null ? null : <div className="w-[42%] min-w-88 border-l bg-surface max-wide:hidden" />}
          </div>
        </RunViewTabs>
      </div>
    </>
  )
}

const nothing = () => {}
const noCounts = new Map()
const noFind: RunFind = {
  query: '',
  setQuery: nothing,
  options: { regex: false, repeats: false },
  setOptions: nothing,
  matches: [],
  matchedIds: new Set(),
  texts: [],
  bySpan: new Map(),
  result: null,
  error: null,
  isSearching: false,
}
