// What a row says, label by label.
export function RowWords({ words }: { words: { label: string; text: string }[] }) {
  return (
    <dl className="row-words">
      {words.map(({ label, text }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );
}
