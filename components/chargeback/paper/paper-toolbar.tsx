'use client'

import { ArrowLeft, Printer } from 'lucide-react'
import Link from 'next/link'
import { useRouter } from 'next/navigation'
import { keyText } from '#components/cost/dimension-texts.ts'
import { Button, buttonClasses } from '#components/ui/button.tsx'
import { Select } from '#components/ui/select.tsx'
import { tenantParam } from '#lib/chargeback/tenant-param.ts'

type PaperToolbarProps = {
  tenants: readonly (string | null)[]
  /** As in the address; null: all of them. */
  tenant: string | null
  backHref: string
  hrefOf: (tenant: string | null) => string
}

const everybody = '*'

/** Above the paper, and not on it. */
export function PaperToolbar({ tenants, tenant, backHref, hrefOf }: PaperToolbarProps) {
  const router = useRouter()
  const options = [
    { value: everybody, label: `All tenants (${tenants.filter((each) => each !== null).length})` },
    ...tenants.map((each) => ({ value: tenantParam(each), label: keyText('tenant', each) })),
  ]
  return (
    <div className="sticky top-0 z-10 flex flex-wrap items-center gap-2 border-b bg-canvas px-3 py-2 print:hidden">
      <Link href={backHref} className={buttonClasses({ variant: 'ghost' })}>
        <ArrowLeft /> Chargeback
      </Link>
      <Select
        label="Tenant"
        className="max-w-60"
        value={tenant ?? everybody}
        options={options}
        onValueChange={(next) => router.replace(hrefOf(next === everybody ? null : next))}
      />
      <span className="flex-1" />
      <Button variant="primary" onClick={() => window.print()}>
        <Printer /> Print or save as PDF
      </Button>
    </div>
  )
}
