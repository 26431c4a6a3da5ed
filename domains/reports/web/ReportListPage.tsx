import { Link } from '@tanstack/react-router'
import { App, Button, Tag } from 'antd'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { PageFrame, Sheet } from '#web/ui/PageFrame.tsx'
import { Shown } from '#web/ui/Shown.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Words } from '#web/ui/Values.tsx'
import { chooseDefaultView, deleteView, listReports, listViews, restoreView } from '../contract.ts'
import type { PackDescription, ReportDescription, View } from '../shapes.ts'
import { text } from '../text.ts'
import { reportWords } from '../words.ts'
import { addressOfKept } from './address.ts'
import style from './reports.module.css'

const Entry = ({
  to,
  search,
  entry,
}: {
  to: string
  search?: Record<string, unknown>
  entry: Pick<ReportDescription, 'name' | 'meaning'>
}) => (
  <Link to={to} search={(search ?? {}) as never} className={style.entry ?? ''}>
    <strong>
      <Words of={entry.name} />
    </strong>
    <span>
      <Words of={entry.meaning} />
    </span>
  </Link>
)
const packSearch = ({ code, request }: PackDescription) => ({ ...addressOfKept(request), pack: code })

const useViewColumns = (): readonly Column<View>[] => {
  const say = useWords()
  const { message } = App.useApp()
  const restore = useDo(restoreView, { refresh: [listViews] })
  const remove = useDo(deleteView, { refresh: [listViews] })
  const choose = useDo(chooseDefaultView, { refresh: [listViews] })
  const drop = (view: View) =>
    remove.mutate(
      { params: { viewId: view.id } },
      {
        onSuccess: () => {
          const key = `view-${view.id}`
          const undo = () => {
            message.destroy(key)
            restore.mutate({ params: { viewId: view.id } })
          }
          void message.success({
            key,
            duration: 8,
            content: (
              <>
                {say(text.viewDeleted, view.name)}{' '}
                <Button type="link" size="small" onClick={undo}>
                  {say(text.undo)}
                </Button>
              </>
            ),
          })
        },
      },
    )
  return [
    {
      key: 'name',
      title: text.view,
      width: 240,
      show: ({ id, name, report, request, isDefault }) => (
        <>
          <Link to={`/reports/${report}` as string} search={{ ...addressOfKept(request), viewId: id } as never}>
            {name}
          </Link>{' '}
          {isDefault && <Tag>{say(text.isDefault)}</Tag>}
        </>
      ),
    },
    { key: 'report', title: text.report, width: 160, show: ({ report }) => <Words of={reportWords[report].name} /> },
    { key: 'sharing', title: text.sharing, width: 110, show: ({ sharing }) => <Words of={text.sharings[sharing]} /> },
    { key: 'owner', title: text.owner, width: 120, show: ({ ownerName }) => ownerName },
    {
      key: 'actions',
      title: { zh: '操作', en: 'Actions' },
      width: 190,
      fixed: 'end',
      show: (view) => (
        <>
          <Button
            type="link"
            size="small"
            onClick={() =>
              choose.mutate({ params: { report: view.report }, body: { viewId: view.isDefault ? null : view.id } })
            }
          >
            {say(view.isDefault ? text.noDefault : text.useByDefault)}
          </Button>
          {view.isOwn && (
            <Button type="link" size="small" danger onClick={() => drop(view)}>
              {say(text.delete)}
            </Button>
          )}
        </>
      ),
    },
  ]
}

/** The reports there are, the packs for meetings, and the views people kept. */
export const ReportListPage = () => {
  const locale = useLocale()
  const catalogue = useAsk(listReports, undefined, { freshMs: 600_000 })
  const views = useAsk(listViews)
  const columns = useViewColumns()
  return (
    <PageFrame title={text.reports} help={text.reportsHelp}>
      <Sheet>
        <Shown asked={catalogue} rows={6}>
          {({ reports }) => (
            <div className={style.catalogue} lang={locale}>
              {reports.map((report) => (
                <Entry key={report.code} to={`/reports/${report.code}`} entry={report} />
              ))}
            </div>
          )}
        </Shown>
      </Sheet>
      <Sheet title={text.packs} help={text.packsHelp}>
        <Shown asked={catalogue} rows={2}>
          {({ packs }) => (
            <div className={style.catalogue}>
              {packs.map((pack) => (
                <Entry key={pack.code} to={`/reports/${pack.report}`} search={packSearch(pack)} entry={pack} />
              ))}
            </div>
          )}
        </Shown>
      </Sheet>
      <Sheet title={text.views} help={text.viewsHelp} flush>
        <DataTable
          name="reportViews"
          asked={views}
          columns={columns}
          rowKey={({ id }) => id}
          empty={{ words: text.noViews }}
        />
      </Sheet>
    </PageFrame>
  )
}
