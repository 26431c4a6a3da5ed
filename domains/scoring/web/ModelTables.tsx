import { Table } from 'antd'
import type { Words } from '#contract/words.ts'
import { useWords } from '#web/client/session.tsx'
import { formatNumber, formatShare } from '#web/ui/format.ts'
import { Grid, Sheet } from '#web/ui/PageFrame.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import { muchDrift } from '../alarms.ts'
import type { Model } from '../contract.ts'
import { nameOfFeature } from '../features.ts'
import { expertWords, leakWords, regimeWords, text } from '../text.ts'
import style from './scoring.module.css'

type Report = Model['report']
const shownDrift = 8
const said = 0.1

const Nothing = ({ words }: { words: Words }) => <p className={style.quiet}>{useWords()(words)}</p>

const Refused = ({ refused }: Pick<Report, 'refused'>) => {
  const say = useWords()
  if (refused.length === 0) return <Nothing words={text.noneRefused} />
  return (
    <Table
      size="small"
      pagination={false}
      rowKey="name"
      scroll={{ x: 'max-content' }}
      dataSource={refused}
      columns={[
        { title: say(text.attribute), dataIndex: 'name' },
        { title: say(text.why), render: (_, { reason }) => <StateTag tone="warn" text={leakWords[reason]} /> },
        { title: say(text.aucAlone), align: 'right', render: (_, { auc }) => formatNumber(auc, 3) },
        { title: say(text.filledCalled), align: 'right', render: (_, row) => formatShare(row.filledCalled, 0) },
        { title: say(text.filledUncalled), align: 'right', render: (_, row) => formatShare(row.filledUncalled, 0) },
      ]}
    />
  )
}

const Drift = ({ report }: { report: Report }) => {
  const say = useWords()
  const moved = (report.success?.drift ?? []).filter(({ psi }) => psi >= said).slice(0, shownDrift)
  return (
    <div className={style.stack}>
      {report.success && (
        <p className={style.quiet}>
          {say(regimeWords[report.success.regime])}
          {': '}
          {report.success.experts
            .map(({ kind, share }) => `${say(expertWords[kind])} ${formatShare(share, 0)}`)
            .join(' · ')}
        </p>
      )}
      {report.scoreDrift !== null && (
        <p className={style.quiet}>
          {say(text.scoreDrift)} {formatNumber(report.scoreDrift, 3)}
        </p>
      )}
      {moved.length === 0 ? (
        <Nothing words={text.noDrift} />
      ) : (
        <Table
          size="small"
          pagination={false}
          rowKey="name"
          dataSource={moved}
          columns={[
            { title: say(text.attribute), render: (_, { name }) => say(nameOfFeature(name)) },
            { title: say(text.psi), align: 'right', render: (_, { psi }) => formatNumber(psi, 3) },
            {
              title: say(text.alarms),
              render: (_, { psi }) => psi > muchDrift && <StateTag tone="warn" text={text.drift} />,
            },
          ]}
        />
      )}
    </div>
  )
}

/** Which attributes were refused and why, and what has moved. */
export const ModelTables = ({ report }: { report: Report }) => (
  <Grid least={420}>
    <Sheet title={text.refused} help={text.refusedHelp}>
      <Refused refused={report.refused} />
    </Sheet>
    {report.success && (
      <Sheet title={text.drift} help={text.driftHelp}>
        <Drift report={report} />
      </Sheet>
    )}
  </Grid>
)

/** The rates a campaign too young to learn from goes by. */
export const GroupRates = ({ groups }: Pick<Report, 'groups'>) => {
  const say = useWords()
  if (groups.length === 0) return null
  return (
    <Sheet title={text.groups} flush>
      <Table
        size="small"
        pagination={false}
        rowKey="group"
        dataSource={groups}
        columns={[
          { title: say(text.group), dataIndex: 'group' },
          { title: say(text.rows), align: 'right', render: (_, { rows }) => formatNumber(rows) },
          { title: say(text.hits), align: 'right', render: (_, { hits }) => formatNumber(hits) },
          { title: say(text.rate), align: 'right', render: (_, { rate }) => formatShare(rate) },
        ]}
      />
    </Sheet>
  )
}
