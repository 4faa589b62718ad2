import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";
import { PlumblineError } from "@/contracts/errors";
import type { Sealed, SecretBox } from "@/contracts/platform";
import { Secret } from "@/contracts/secret";

/**
 * AES-256-GCM under keys derived (HKDF-SHA-256) from master keys of 32 bytes. The first master key seals;
 * all of them open, found by the key id that is stored with each box: that is how a key is rotated.
 * The key id is also authenticated.
 */
export function createSecretBox(masterKeys: readonly Uint8Array[]): SecretBox {
  const keys = new Map(masterKeys.map((master) => [keyIdOf(master), derive(master, "seal", 32)]));
  const first = masterKeys[0];
  if (first === undefined) throw new Error("A sealing key is needed.");
  const sealingKeyId = keyIdOf(first);
  return {
    seal: (secret) => seal(secret, sealingKeyId, derive(first, "seal", 32)),
    open: (sealed) => {
      const key = keys.get(sealed.keyId);
      if (key === undefined)
        throw new PlumblineError(
          "unavailable",
          "A stored key was sealed with a key that this instance does not have.",
          {
            hint: "Give the former sealing key in PLUMBLINE_SEALING_KEYS_OLD, or submit the endpoint again.",
          },
        );
      return open(sealed, key);
    },
  };
}

function seal(secret: Secret, keyId: string, key: Buffer): Sealed {
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", key, iv);
  cipher.setAAD(Buffer.from(keyId));
  const data = Buffer.concat([cipher.update(secret.reveal(), "utf8"), cipher.final()]);
  return {
    keyId,
    iv: iv.toString("base64"),
    tag: cipher.getAuthTag().toString("base64"),
    data: data.toString("base64"),
  };
}

function open(sealed: Sealed, key: Buffer): Secret {
  try {
    const decipher = createDecipheriv("aes-256-gcm", key, Buffer.from(sealed.iv, "base64"), {
      authTagLength: 16,
    });
    decipher.setAAD(Buffer.from(sealed.keyId));
    decipher.setAuthTag(Buffer.from(sealed.tag, "base64"));
    const data = Buffer.concat([decipher.update(Buffer.from(sealed.data, "base64")), decipher.final()]);
    return new Secret(data.toString("utf8"));
  } catch (cause) {
    throw new PlumblineError("unavailable", "A stored key cannot be opened.", {
      hint: "Submit the endpoint again with its key.",
      cause,
    });
  }
}

function derive(master: Uint8Array, purpose: string, bytes: number): Buffer {
  return Buffer.from(hkdfSync("sha256", master, new Uint8Array(), `plumbline/${purpose}/1`, bytes));
}

function keyIdOf(master: Uint8Array): string {
  return derive(master, "key-id", 6).toString("hex");
}
