'use client'

import { KindsMenu, type KindsMenuProps } from './kinds-menu.tsx'
import { isTreeView, type RunViewName } from './run-views.ts'
import { LevelButtons } from './run-toolbar.tsx'
import { FindBox, type FindBoxProps } from './search/find-box.tsx'

type RunToolsProps = FindBoxProps & KindsMenuProps & { view: RunViewName; onAll: (open: boolean) => void }

/** What a view can be searched, narrowed and opened with. */
export function RunTools({ view, find, position, onStep, inputRef, onAll, ...kinds }: RunToolsProps) {
  return (
    <div className="flex items-center gap-2 max-narrow:w-full max-narrow:pb-1.5">
      {view === 'json' ? null : <FindBox find={find} position={position} onStep={onStep} inputRef={inputRef} />}
      {isTreeView(view) || view === 'graph' ? <KindsMenu {...kinds} /> : null}
      {isTreeView(view) ? <LevelButtons onAll={onAll} /> : null}
    </div>
  )
}
