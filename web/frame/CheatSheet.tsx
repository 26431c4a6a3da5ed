import { Modal } from 'antd'
import { useWords } from '#web/client/session.tsx'
import style from './overlays.module.css'
import { keyTable, text } from './text.ts'

/** What the keys do. */
export const CheatSheet = ({ open, onClose }: { open: boolean; onClose: () => void }) => {
  const say = useWords()
  return (
    <Modal open={open} onCancel={onClose} footer={null} width={620} title={say(text.shortcuts)}>
      <div className={style.sheet}>
        {keyTable.map(({ title, keys }) => (
          <section key={title.en}>
            <h3>{say(title)}</h3>
            <dl>
              {keys.map(([key, does]) => (
                <div key={key}>
                  <dt>
                    {key.split(' ').map((cap) => (
                      <kbd key={cap}>{cap}</kbd>
                    ))}
                  </dt>
                  <dd>{say(does)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
