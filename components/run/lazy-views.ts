'use client'

import { lazily } from '#components/ui/lazily.ts'
import type { RunViewName } from './run-views.ts'

/** The transcript and the tree are what a run is opened for: their code comes with the page. */
const load = {
  timeline: () => import('./timeline/timeline-view.tsx').then((module) => module.TimelineView),
  graph: () => import('./graph/graph-view.tsx').then((module) => module.GraphView),
  log: () => import('./log/log-view.tsx').then((module) => module.LogView),
  json: () => import('./json-view.tsx').then((module) => module.JsonView),
  panel: () => import('./panel/span-panel-container.tsx').then((module) => module.SpanPanelContainer),
}

export const TimelineView = lazily(load.timeline)
export const GraphView = lazily(load.graph)
export const LogView = lazily(load.log)
export const JsonView = lazily(load.json)
export const SpanPanelContainer = lazily(load.panel)

/** What the address asks for is loaded while the spans are on their way. Failing here is found out when it is drawn. */
export function loadViews(view: RunViewName, withPanel: boolean): void {
  if (view !== 'transcript' && view !== 'tree') void load[view]().catch(() => undefined)
  if (withPanel) void load.panel().catch(() => undefined)
}
