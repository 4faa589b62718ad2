import { SiteTools } from "../_client/site-tools";

const SECTIONS = [
  { href: "/", label: "Boards" },
  { href: "/methods", label: "Methods" },
  { href: "/systems", label: "Systems" },
  { href: "/claims", label: "Claims" },
  { href: "/verifier", label: "Verifier" },
  { href: "/submit", label: "Submit" },
  { href: "/submissions", label: "Submissions" },
  { href: "/health", label: "Health" },
] as const;

export function PageHeader() {
  return (
    <header className="border-b border-rule">
      <a href="#main" className="skip-link">
        Skip to content
      </a>
      <div className="mx-auto flex max-w-[1440px] flex-wrap items-center gap-x-6 gap-y-1 px-4 py-2 sm:px-6">
        <a href="/" className="flex items-center gap-2 font-semibold text-ink hover:no-underline">
          <Plumb />
          Plumbline
        </a>
        <nav aria-label="Main" className="flex flex-wrap gap-x-5 text-[14px]">
          {SECTIONS.map((section) => (
            <a key={section.href} href={section.href} className="text-quiet hover:text-ink">
              {section.label}
            </a>
          ))}
        </nav>
        <SiteTools />
      </div>
    </header>
  );
}

/** A plumb bob on its line: the mark of the site. */
function Plumb() {
  return (
    <svg width="12" height="20" viewBox="0 0 12 20" aria-hidden="true">
      <line x1="6" x2="6" y1="0" y2="9" stroke="currentColor" strokeWidth="1.5" />
      <path d="M2 9 H10 L6 19 Z" fill="var(--accent)" />
    </svg>
  );
}
