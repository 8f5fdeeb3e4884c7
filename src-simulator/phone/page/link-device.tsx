import { ChevronLeft, ImageUp, QrCode, Smartphone } from 'lucide-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { PhoneDevice } from '../wire.ts';
import { PhoneError, sendScan } from './api.ts';
import controls from './controls.module.css';
import styles from './link-device.module.css';
import { toPng } from './read-picture.ts';
import { useDevices } from './use-devices.ts';
import { useDroppedFiles } from './use-dropped-files.ts';

/**
 * A phone of the company links a device of the gateway: its QR code is pasted, dropped, chosen as a picture, typed, or
 * picked from those that wait.
 */
export function LinkDevice(props: { onLinked: () => void; onProblem: (error: unknown) => void; onLeave: () => void }) {
  const { onLeave, onLinked } = props;
  const { devices, refresh } = useDevices(props.onProblem);
  const [code, setCode] = useState('');
  const [said, setSaid] = useState<{ isError: boolean; words: string } | null>(null);
  const input = useRef<HTMLInputElement>(null);
  const waiting = devices?.filter(({ pending }) => pending !== null) ?? [];
  const linked = devices?.filter(({ display }) => display !== null) ?? [];
  const openCount = linked.filter(({ state }) => state === 'open').length;

  // Its chat is there from now on.
  useEffect(onLinked, [onLinked, openCount]);

  const scan = async (seen: { code: string } | { image: string }): Promise<void> => {
    try {
      const { instance } = await sendScan(seen);
      setSaid({ isError: false, words: `Linked ${instance}. It connects in a moment.` });
      setCode('');
    } catch (error) {
      const words = error instanceof PhoneError ? error.message : 'That did not work; try again.';
      setSaid({ isError: true, words });
    }
    refresh();
  };
  const scanFiles = async (files: FileList): Promise<void> => {
    const [file] = files;
    if (!file) return;
    try {
      await scan({ image: await toPng(file) });
    } catch {
      setSaid({ isError: true, words: `${file.name} is no picture that this browser can read.` });
    }
  };
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (code.trim() !== '') void scan({ code: code.trim() });
  };

  useDroppedFiles((files) => void scanFiles(files));
  useEffect(() => {
    const paste = (event: ClipboardEvent): void => {
      if (event.clipboardData && event.clipboardData.files.length > 0) void scanFiles(event.clipboardData.files);
    };
    const leave = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') onLeave();
    };
    window.addEventListener('paste', paste);
    window.addEventListener('keydown', leave);
    return () => {
      window.removeEventListener('paste', paste);
      window.removeEventListener('keydown', leave);
    };
  });

  return (
    <section className={styles['screen']} aria-label="Link a device">
      <header className={styles['header']}>
        <button type="button" className={styles['back']} aria-label="Back to chats" onClick={onLeave}>
          <ChevronLeft size={26} strokeWidth={1.75} aria-hidden />
        </button>
        <h2>Link a device</h2>
      </header>
      <div className={styles['content']}>
        <p className={controls['hint']}>
          Here you hold the company’s phone. Scan the QR code that Parley shows for a new device.
        </p>
        <button type="button" className={styles['target']} onClick={() => input.current?.click()}>
          <ImageUp size={30} strokeWidth={1.5} aria-hidden />
          <strong>Choose a picture of the code</strong>
          <span>or drop it here, or paste it</span>
        </button>
        <input
          ref={input}
          type="file"
          accept="image/*"
          className="visually-hidden"
          tabIndex={-1}
          aria-label="Picture of a QR code"
          onChange={(event) => event.target.files && void scanFiles(event.target.files)}
        />
        <form className={styles['code']} onSubmit={submit}>
          <input
            className={controls['search']}
            aria-label="Code"
            placeholder="Or type a pairing code"
            dir="ltr"
            autoComplete="off"
            value={code}
            onChange={(event) => setCode(event.target.value)}
          />
          <button type="submit" className={controls['primary']} disabled={code.trim() === ''}>
            Link
          </button>
        </form>
        <div role="status">
          {said && <p className={said.isError ? controls['error'] : styles['done']}>{said.words}</p>}
        </div>

        <h3 className={controls['section']}>Waiting for a scan</h3>
        {waiting.map((device) => (
          <Waiting key={device.name} device={device} onScan={(seen) => void scan({ code: seen })} />
        ))}
        {devices && waiting.length === 0 && (
          <p className={styles['none']}>
            <QrCode size={18} aria-hidden /> No device shows a code. Add one in Parley, under Admin, Devices.
          </p>
        )}
        {linked.length > 0 && <h3 className={controls['section']}>Linked</h3>}
        {linked.map(({ name, display, state }) => (
          <div key={name} className={styles['device']}>
            <Smartphone size={20} aria-hidden />
            <span className={controls['rowWords']}>
              <bdi className={controls['rowTitle']}>{name}</bdi>
              <span className={controls['rowDetail']}>{display}</span>
            </span>
            <span className={styles['state']} data-state={state}>
              {stateWords[state]}
            </span>
          </div>
        ))}
      </div>
    </section>
  );
}

const stateWords = { open: 'Connected', connecting: 'Connecting…', close: 'Offline' } as const;

function Waiting(props: { device: PhoneDevice; onScan: (code: string) => void }) {
  const { name, pending } = props.device;
  if (!pending) return null;
  return (
    <div className={styles['device']}>
      <img className={styles['qr']} src={pending.image} alt={`QR code of ${name}`} />
      <span className={controls['rowWords']}>
        <bdi className={controls['rowTitle']}>{name}</bdi>
        <span className={controls['rowDetail']}>Shows a new code every 40 seconds</span>
      </span>
      <button
        type="button"
        className={styles['scan']}
        aria-label={`Scan the code of ${name}`}
        onClick={() => props.onScan(pending.code)}
      >
        Scan
      </button>
    </div>
  );
}
