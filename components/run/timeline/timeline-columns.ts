/** Names, then time; narrow pages leave more to time. */
export const timelineColumns =
  'grid grid-cols-[minmax(7.5rem,36%)_minmax(0,1fr)] whitespace-nowrap narrow:grid-cols-[minmax(12rem,32%)_minmax(0,1fr)]'
