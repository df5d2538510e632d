import { ReceiptText } from 'lucide-react'
import Link from 'next/link'
import { tagSnippets } from '#components/cost/tag-snippet.ts'
import { buttonClasses } from '#components/ui/button.tsx'
import { CodeBlock } from '#components/ui/code-block.tsx'
import { EmptyState } from '#components/ui/empty-state.tsx'

/** No run began in the period. */
export function NoRuns({ label, previousHref }: { label: string; previousHref: string }) {
  return (
    <EmptyState
      icon={<ReceiptText aria-hidden />}
      title={`No runs in ${label}`}
      actions={
        <Link href={previousHref} className={buttonClasses({ variant: 'primary' })}>
          The month before
        </Link>
      }
    >
      A statement says what each tenant’s runs cost, by feature, task type, agent or model. Runs belong to the period in
      which they began.
    </EmptyState>
  )
}

/** Runs there are, but nobody to charge: how tenants are told. */
export function NoTenants({ attributionHref }: { attributionHref: string | undefined }) {
  return (
    <section aria-label="No tenant is known" className="grid gap-3 border-b px-3 py-4">
      <h2 className="font-semibold">No tenant is known yet</h2>
      <p className="max-w-160 text-ink-2">
        Every run of the period is untagged, so there is nobody to charge. Say with each run, or of a whole process,
        whose it is
        {attributionHref === undefined ? (
          '.'
        ) : (
          <>
            , or let{' '}
            <Link
              href={attributionHref}
              className="text-accent underline decoration-line-strong underline-offset-3 hover:decoration-current"
            >
              rules of attribution
            </Link>{' '}
            tell it by attributes that are sent already, by service or by key.
          </>
        )}
      </p>
      <div className="grid gap-3 wide:grid-cols-3">
        {tagSnippets(['tenant']).map(({ title, code }) => (
          <CodeBlock key={title} title={title} code={code} />
        ))}
      </div>
    </section>
  )
}
