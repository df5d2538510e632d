type Page = Pick<Document, 'visibilityState' | 'addEventListener' | 'removeEventListener'>

type Watch = {
  afterMs: number
  onOverdue: () => void
  /** The page came back into view: nothing was asked meanwhile, so nothing is overdue yet. */
  onView: () => void
  /** A parameter for tests. */
  page?: Page
}

/** Calls `onOverdue` after the page was in view for that long without a break; gives the function that ends the watch. */
export function watchOverdue({ afterMs, onOverdue, onView, page = document }: Watch): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined
  const begin = () => {
    clearTimeout(timer)
    if (page.visibilityState === 'visible') timer = setTimeout(onOverdue, afterMs)
  }
  const onChange = () => {
    if (page.visibilityState === 'visible') onView()
    begin()
  }
  begin()
  page.addEventListener('visibilitychange', onChange)
  return () => {
    clearTimeout(timer)
    page.removeEventListener('visibilitychange', onChange)
  }
}
