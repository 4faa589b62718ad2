import type { Metadata } from "next";
import { methodCharts } from "@/app/_charts/method-charts";
import { orNotFound } from "@/app/_server/caller";
import { MethodView } from "@/app/_ui/method-view";
import { methodTitle } from "@/app/_ui/titles";
import { publicCaller } from "@/server/api/caller";

type Props = { params: Promise<{ id: string }> };

export const dynamic = "force-dynamic";

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: methodTitle((await params).id) };
}

export default async function Page({ params }: Props) {
  const { id } = await params;
  const api = publicCaller();
  const method = await orNotFound(api.catalog.getMethod({ id }));
  return <MethodView method={method} charts={await methodCharts(api, id)} />;
}
