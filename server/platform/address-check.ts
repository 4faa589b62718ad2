import { PlumblineError } from "@/contracts/errors";
import type { AddressCheck } from "@/contracts/platform";
import { checkUrl, NetError } from "@/net";

/** The safe fetch's own check of an address, before anything is stored. Nothing is resolved or dialled. */
export const addressCheck: AddressCheck = {
  check: (url, policy) => {
    try {
      checkUrl(url, policy);
    } catch (cause) {
      if (!(cause instanceof NetError)) throw cause;
      throw new PlumblineError("unsafe_address", cause.message, {
        hint: policy.allowLoopback
          ? "Use https with a public host name, or an address of this machine such as http://127.0.0.1:8000/v1."
          : "Use https with a public host name; private, local and numeric addresses are refused.",
        cause,
      });
    }
  },
};
