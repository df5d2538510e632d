/** Name, cost and duration always; step, tokens and the bar where the tree is wide enough. */
export const treeColumns =
  'grid grid-cols-[minmax(0,1fr)_4.5rem_4.5rem] items-center gap-x-2 @min-[640px]:grid-cols-[minmax(0,1fr)_2.5rem_4rem_4.5rem_4.5rem_minmax(5rem,24%)]'

/** Cells that narrow trees leave out. */
export const wideOnly = 'hidden @min-[640px]:block'
