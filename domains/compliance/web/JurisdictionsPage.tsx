import { EditOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useMay, useWords } from '#web/client/session.tsx'
import { useAsk } from '#web/client/use-ask.ts'
import { useDo } from '#web/client/use-do.ts'
import { DataTable } from '#web/ui/DataTable.tsx'
import { FormDrawer, useDrawer } from '#web/ui/Drawers.tsx'
import { NoteField, NumberField, ShareField } from '#web/ui/fields.tsx'
import { PageFrame } from '#web/ui/PageFrame.tsx'
import type { Column } from '#web/ui/table-columns.tsx'
import { Moment, Share, Words } from '#web/ui/Values.tsx'
import { changeJurisdiction, type Jurisdiction, type JurisdictionForm, listJurisdictions } from '../contract.ts'
import { text } from '../text.ts'
import style from './compliance.module.css'

const Span = ({ value, unit }: { value: number; unit: { zh: string; en: string } }) => (
  <span className="ca-number">
    {value} <Words of={unit} />
  </span>
)
/** The place, what its rules rest on, and who changed them last. */
const Place = ({ nameZh, nameEn, lawZh, lawEn, updatedAt, updatedByName }: Jurisdiction) => (
  <div className={style.place}>
    <strong>
      <Words of={{ zh: nameZh, en: nameEn }} />
    </strong>
    <p className={style.law}>
      <Words of={{ zh: lawZh, en: lawEn }} />
    </p>
    {updatedAt && (
      <p className={style.law}>
        <Words of={text.lastChange} /> {updatedByName} <Moment at={updatedAt} />
      </p>
    )}
  </div>
)

const columns: readonly Column<Jurisdiction>[] = [
  { key: 'place', title: text.jurisdiction, width: 370, show: (law) => <Place {...law} /> },
  {
    key: 'target',
    title: text.defaultTarget,
    number: true,
    width: 110,
    show: (law) => <Share value={law.defaultAbandonTarget} />,
  },
  {
    key: 'ceiling',
    title: text.ceiling,
    number: true,
    width: 92,
    show: (law) => <Share value={law.abandonCeiling} />,
  },
  {
    key: 'window',
    title: text.window,
    number: true,
    width: 98,
    show: (law) => <Span value={law.windowDays} unit={law.windowDays === 1 ? text.day : text.days} />,
  },
  {
    key: 'answer',
    title: text.answerWithin,
    number: true,
    width: 92,
    show: (law) => <Span value={law.answerWithinMs / 1000} unit={text.seconds} />,
  },
  {
    key: 'ring',
    title: text.leastRing,
    number: true,
    width: 92,
    show: (law) => <Span value={law.leastRingSeconds} unit={text.seconds} />,
  },
  {
    key: 'lockOut',
    title: text.lockOut,
    number: true,
    width: 92,
    show: (law) => <Span value={law.lockOutHours} unit={text.hours} />,
  },
]

const Editor = ({ law, open, onClose }: { law: Jurisdiction | undefined; open: boolean; onClose: () => void }) => {
  const say = useWords()
  const change = useDo(changeJurisdiction, { refresh: [listJurisdictions], done: text.saved, onDone: onClose })
  const save = async (form: JurisdictionForm) =>
    law && change.mutateAsync({ params: { code: law.code }, body: { ...form, version: law.version } })
  return (
    <FormDrawer<JurisdictionForm>
      open={open}
      title={law ? say(text.changeJurisdiction, say({ zh: law.nameZh, en: law.nameEn })) : text.jurisdiction}
      values={law}
      onClose={onClose}
      onSave={save}
    >
      <ShareField
        name="defaultAbandonTarget"
        label={text.defaultTarget}
        help={text.defaultTargetHelp}
        least={0.001}
        required
        rules={[
          ({ getFieldValue }) => ({
            validator: (_rule, value: number | null) =>
              (value ?? 0) > Number(getFieldValue('abandonCeiling') ?? 1)
                ? Promise.reject(new Error(say(text.targetAboveCeiling)))
                : Promise.resolve(),
          }),
        ]}
      />
      <ShareField
        name="abandonCeiling"
        label={text.ceiling}
        help={text.ceilingHelp}
        least={0.001}
        most={0.03}
        required
      />
      <NumberField
        name="windowDays"
        label={text.window}
        help={text.windowHelp}
        least={1}
        most={30}
        unit={text.days}
        required
      />
      <NumberField
        name="leastRingSeconds"
        label={text.leastRing}
        help={text.leastRingHelp}
        least={15}
        most={60}
        unit={text.seconds}
        required
      />
      <NumberField
        name="lockOutHours"
        label={text.lockOut}
        help={text.lockOutHelp}
        least={0}
        most={720}
        unit={text.hours}
        required
      />
      <NoteField name="lawZh" label={text.lawZh} rows={4} />
      <NoteField name="lawEn" label={text.lawEn} rows={4} />
    </FormDrawer>
  )
}

/** Whose rules campaigns call under, and what these say. */
export const JurisdictionsPage = () => {
  const say = useWords()
  const may = useMay()
  const laws = useAsk(listJurisdictions)
  const editor = useDrawer<Jurisdiction>()
  const actions: Column<Jurisdiction> = {
    key: 'actions',
    title: text.actions,
    fixed: 'end',
    width: 100,
    show: (law) => (
      <Button type="link" size="small" icon={<EditOutlined />} onClick={() => editor.show(law)}>
        {say(text.change)}
      </Button>
    ),
  }
  return (
    <PageFrame title={text.jurisdictions} help={text.jurisdictionsHelp}>
      <DataTable
        name="jurisdictions"
        asked={laws}
        columns={may(changeJurisdiction) ? [...columns, actions] : columns}
        rowKey={({ code }) => code}
      />
      <Editor law={editor.shown} open={editor.open} onClose={editor.close} />
    </PageFrame>
  )
}
