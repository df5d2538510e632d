import type { LucideIcon } from 'lucide-react'

/** Headings of the palette, in the order in which they stand while nothing is typed. */
export const paletteGroups = [
  'This page',
  'Recent runs',
  'Pages',
  'Projects',
  'Views of the runs',
  'Time range',
  'Appearance',
] as const
export type PaletteGroup = (typeof paletteGroups)[number] | 'Runs'

export type PaletteCommand = {
  /** Unique in the palette. */
  id: string
  group: PaletteGroup
  label: string
  /** What else one may call it. */
  keywords?: string
  icon: LucideIcon
  /** A key that does the same. */
  shortcut?: string
  run: () => void
}
