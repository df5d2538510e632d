import type { ReactNode } from 'react'
import { Tabs } from '#components/ui/tabs.tsx'
import { runViews, type RunViewName } from './run-views.ts'

const viewLabels: Record<RunViewName, string> = {
  transcript: 'Transcript',
  tree: 'Tree',
  timeline: 'Timeline',
  graph: 'Graph',
  log: 'Log',
  json: 'JSON',
}
const viewItems = runViews.map((value) => ({ value, label: viewLabels[value] }))

type RunViewTabsProps = {
  view: RunViewName
  onView: (view: RunViewName) => void
  /** Right end of the tab row. */
  tools: ReactNode
  /** A `TabPanel` a view, and what stands over them. */
  children: ReactNode
}

export function RunViewTabs({ view, onView, tools, children }: RunViewTabsProps) {
  return (
    <Tabs
      label="Views of the run"
      items={viewItems}
      value={view}
      onValueChange={onView}
      actions={tools}
      className="flex-1"
      listClassName="max-narrow:flex-wrap"
    >
      {children}
    </Tabs>
  )
}
