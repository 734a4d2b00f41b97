/** A place as it is chosen, headed, printed and exported: with whom goods lie there, unless its name says so. */
export const placeName = ({
  name,
  holder,
}: {
  name: string;
  /** Null: nobody, or one whom the reader does not see. */
  holder: { name: string } | null;
}): string => (holder === null || name.includes(holder.name) ? name : `${name} ${holder.name}`);
