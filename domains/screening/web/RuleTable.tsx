import { ArrowDownOutlined, ArrowUpOutlined, DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Switch, Tooltip } from 'antd'
import { useLocale, useWords } from '#web/client/session.tsx'
import { useDrawer } from '#web/ui/Drawers.tsx'
import { formatNumber } from '#web/ui/format.ts'
import { Sheet } from '#web/ui/PageFrame.tsx'
import { Nothing } from '#web/ui/Shown.tsx'
import { StateTag } from '#web/ui/StateTag.tsx'
import type { Outcome } from '../contract.ts'
import { deeds, levelCodes, levels, type Rule } from '../rules.ts'
import { text } from '../text.ts'
import { conditionWords } from './condition-words.ts'
import { RuleForm } from './RuleForm.tsx'
import style from './screening.module.css'

type Props = {
  rules: readonly Rule[]
  outcome: Outcome | undefined
  /** Without it the rules are only shown. */
  onChange?: ((rules: Rule[]) => void) | undefined
  onRows: (ruleId: string) => void
}

/** The rule in the place of its neighbour of the same level. */
const moved = (rules: readonly Rule[], id: string, step: -1 | 1): Rule[] => {
  const from = rules.findIndex((rule) => rule.id === id)
  const level = rules[from]?.level
  let to = from + step
  while (rules[to] && rules[to]?.level !== level) to += step
  const next = [...rules]
  const [one, other] = [rules[from], rules[to]]
  if (one && other) [next[from], next[to]] = [other, one]
  return next
}

const Name = ({ rule, note }: { rule: Rule; note: Outcome['rules'][number]['note'] }) => {
  const say = useWords()
  const locale = useLocale()
  return (
    <>
      <b>{locale === 'zh' ? rule.nameZh : rule.nameEn}</b>
      <small>
        {rule.deed === 'keepOnly' && <em>{say(deeds.keepOnly)} </em>}
        {conditionWords(rule.condition, say)}
      </small>
      {note && <StateTag tone="warn" text={text.notes[note]} />}
    </>
  )
}

const Actions = ({
  rule,
  rules,
  onChange,
  onEdit,
}: Required<Pick<Props, 'rules'>> & { rule: Rule; onChange: (rules: Rule[]) => void; onEdit: () => void }) => {
  const say = useWords()
  const same = rules.filter(({ level }) => level === rule.level)
  const buttons = [
    {
      words: text.up,
      icon: <ArrowUpOutlined />,
      off: same[0]?.id === rule.id,
      act: () => onChange(moved(rules, rule.id, -1)),
    },
    {
      words: text.down,
      icon: <ArrowDownOutlined />,
      off: same.at(-1)?.id === rule.id,
      act: () => onChange(moved(rules, rule.id, 1)),
    },
    { words: text.edit, icon: <EditOutlined />, off: false, act: onEdit },
    {
      words: text.remove,
      icon: <DeleteOutlined />,
      off: false,
      act: () => onChange(rules.filter(({ id }) => id !== rule.id)),
    },
  ]
  return buttons.map(({ words, icon, off, act }) => (
    <Tooltip key={words.en} title={say(words)}>
      <Button type="text" size="small" icon={icon} disabled={off} aria-label={say(words)} onClick={act} />
    </Tooltip>
  ))
}

const Line = ({ rule, rules, outcome, onChange, onRows, onEdit }: Props & { rule: Rule; onEdit: () => void }) => {
  const say = useWords()
  const counted = outcome?.rules.find(({ id }) => id === rule.id)
  const put = (enabled: boolean) => onChange?.(rules.map((old) => (old.id === rule.id ? { ...old, enabled } : old)))
  return (
    <tr data-off={!rule.enabled}>
      <td>
        <Switch
          size="small"
          checked={rule.enabled}
          disabled={!onChange}
          aria-label={say(text.enabled)}
          onChange={put}
        />
      </td>
      <td className={style.what}>
        <Name rule={rule} note={counted?.note ?? null} />
      </td>
      <td className="ca-number">
        {counted && counted.taken > 0 ? (
          <Tooltip title={say(text.seeRows)}>
            <Button type="link" size="small" onClick={() => onRows(rule.id)}>
              {formatNumber(counted.taken)}
            </Button>
          </Tooltip>
        ) : (
          formatNumber(counted?.taken)
        )}
      </td>
      <td className="ca-number">{formatNumber(counted?.alone)}</td>
      {onChange && (
        <td className={style.actions}>
          <Actions rule={rule} rules={rules} onChange={onChange} onEdit={onEdit} />
        </td>
      )}
    </tr>
  )
}

/** The rules by level, in the order they take, each with what it takes as things stand. */
export const RuleTable = (props: Props) => {
  const { rules, onChange } = props
  const say = useWords()
  const form = useDrawer<Rule>()
  const done = (rule: Rule) => {
    const isThere = rules.some(({ id }) => id === rule.id)
    onChange?.(isThere ? rules.map((old) => (old.id === rule.id ? rule : old)) : [...rules, rule])
    form.close()
  }
  const add = onChange && (
    <Button size="small" icon={<PlusOutlined />} onClick={() => form.show()}>
      {say(text.addRule)}
    </Button>
  )
  return (
    <Sheet title={text.rules} extra={add}>
      {rules.length === 0 && <Nothing words={text.noRules} />}
      {levelCodes
        .filter((level) => rules.some((rule) => rule.level === level))
        .map((level) => (
          <table key={level} className={style.rules}>
            <caption>{say(levels[level])}</caption>
            <thead>
              <tr>
                <th scope="col">{say(text.enabled)}</th>
                <th scope="col">{say(text.rule)}</th>
                <th scope="col" className="ca-number">
                  {say(text.taken)}
                </th>
                <th scope="col" className="ca-number" title={say(text.aloneHelp)}>
                  {say(text.alone)}
                </th>
                {onChange && <th scope="col" aria-label={say(text.edit)} />}
              </tr>
            </thead>
            <tbody>
              {rules
                .filter((rule) => rule.level === level)
                .map((rule) => (
                  <Line key={rule.id} {...props} rule={rule} onEdit={() => form.show(rule)} />
                ))}
            </tbody>
          </table>
        ))}
      <RuleForm open={form.open} rule={form.shown} onClose={form.close} onDone={done} />
    </Sheet>
  )
}
