/** Name, cost and duration always; step and bar, then tokens, where the tree is wide enough. */
export const treeColumns =
  'grid grid-cols-[minmax(0,1fr)_6rem_4rem] items-center gap-x-2 whitespace-nowrap @min-[600px]:grid-cols-[minmax(0,1fr)_2rem_6rem_4.5rem_minmax(5rem,20%)] @min-[860px]:grid-cols-[minmax(0,1fr)_2rem_4.5rem_6rem_4.5rem_minmax(5rem,26%)]'

/** Cells that narrow trees leave out. */
export const wideOnly = 'hidden @min-[600px]:block'
export const widestOnly = 'hidden @min-[860px]:block'
