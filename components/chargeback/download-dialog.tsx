'use client'

import Link from 'next/link'
import { useState } from 'react'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { Dialog } from '#components/ui/dialog.tsx'
import type { StatementChoice } from '#lib/api/chargeback.ts'
import { apiPaths, paths } from '#lib/paths.ts'

type DownloadDialogProps = {
  project: string
  /** What the page was asked for instead of the settings. */
  choice: Pick<StatementChoice, 'groupBy' | 'timeZone'>
  /** Whether the reader may make keys. */
  mayMakeKeys: boolean
  onClose: () => void
}

/** Lines that fetch the statement of the last month without anybody at the page. */
export function DownloadDialog({ project, choice: { groupBy, timeZone }, mayMakeKeys, onClose }: DownloadDialogProps) {
  // Opened by an address it is drawn in the browser only.
  const [origin] = useState(() => (typeof window === 'undefined' ? '' : window.location.origin))
  const query = { period: 'last-month', timeZone, groupBy, format: 'csv' }
  const url = `${origin}${apiPaths.chargeback(project, query)}`
  const fetchIt = `curl -fsS '${url}' -H "authorization: Bearer $TACHO_READ_KEY" -o chargeback.csv`
  return (
    <Dialog
      title="Scheduled download"
      description="The statement of the last month, as it was closed or, until then, as its runs are."
      open
      onOpenChange={onClose}
      className="w-[min(44rem,calc(100vw-1rem))]"
    >
      <div className="grid gap-4">
        <CodeBlock title="Shell" code={fetchIt} />
        <CodeBlock
          title="Crontab, on the second of each month"
          code={`TACHO_READ_KEY=…\n0 6 2 * * ${fetchIt.replaceAll('%', '\\%')}`}
        />
        <CodeBlock
          title="On this machine"
          code={`npm run chargeback -- --project ${project} --period last-month --format csv`}
        />
        <p className="text-ink-2">
          The key is a read key of this project; one that is bound to a tenant gets that tenant’s lines only.{' '}
          {mayMakeKeys ? (
            <Link
              href={paths.keys(project, { make: true })}
              className="text-accent underline decoration-line-strong underline-offset-3 hover:decoration-current"
            >
              Make a key
            </Link>
          ) : (
            'An admin of the project can make one.'
          )}
        </p>
      </div>
    </Dialog>
  )
}
